import { findPrices, priceBasis } from './prices'

export type PaceOptions = {
  /** What listing may cost a month; null: the shortest interval always holds. */
  budgetDollars: number | null
  /** Sweeps never begin closer together than this. */
  shortestSeconds: number
  /** Events bring every change within seconds, so that sweeps are only there for what they lost. */
  events: boolean
  /** For the price of a LIST request. Null where the requests have no price. */
  region: string | null
}

export type SweepPace = {
  /** From the beginning of one sweep to that of the next. */
  intervalSeconds: number
  /** What decided: the settings, the budget, events, or the bound of a day. */
  by: 'shortest' | 'budget' | 'events' | 'longest'
  /** What sweeping at this interval costs for 30 days; null where there is no price. */
  dollarsPerMonth: number | null
  basis: string
}

const monthSeconds = 30 * 86_400
/** However small the budget: an index that is never compared with its bucket cannot be trusted. */
const longestSeconds = 86_400
/** As a safety net: what an event lost stays unseen for this long at least. */
const eventsSeconds = 6 * 3600

/**
 * How often to sweep. Each sweep costs its LIST requests, one per 1,000 objects, so the interval that a budget allows grows
 * with the bucket: at $0.005 per 1,000 requests, $2 a month list a million objects every 1.8 hours, ten thousand every 65
 * seconds. `listRequests`: of one sweep.
 */
export function sweepPace(listRequests: number, options: PaceOptions): SweepPace {
  const { budgetDollars, shortestSeconds, events, region } = options
  const found = findPrices(region)
  const dollars = found.kind === 'known' ? (Math.max(1, listRequests) * found.prices.putListPer1000) / 1000 : null
  const { intervalSeconds, by } = intervalOf(dollars)
  return {
    intervalSeconds,
    by,
    dollarsPerMonth: dollars === null ? null : (dollars * monthSeconds) / intervalSeconds,
    basis: priceBasis(region),
  }

  function intervalOf(dollarsPerSweep: number | null): Pick<SweepPace, 'intervalSeconds' | 'by'> {
    // A person who sets an interval and no budget gets that interval.
    if (budgetDollars === null) return { intervalSeconds: shortestSeconds, by: 'shortest' }
    const affordable = dollarsPerSweep === null ? 0 : Math.ceil((dollarsPerSweep / budgetDollars) * monthSeconds)
    if (affordable > Math.max(longestSeconds, shortestSeconds)) {
      return { intervalSeconds: Math.max(longestSeconds, shortestSeconds), by: 'longest' }
    }
    if (events && Math.max(affordable, shortestSeconds) <= eventsSeconds) {
      return { intervalSeconds: eventsSeconds, by: 'events' }
    }
    return affordable > shortestSeconds
      ? { intervalSeconds: affordable, by: 'budget' }
      : { intervalSeconds: shortestSeconds, by: 'shortest' }
  }
}

/** Of a bucket that has not been swept yet. */
export function listRequestsFor(objects: number): number {
  return Math.max(1, Math.ceil(objects / 1000))
}

/** Whether a store behind this endpoint is somebody's own, for which AWS bills nothing; VPC endpoints are AWS's. */
export function isOwnEndpoint(url: string | undefined): boolean {
  return url !== undefined && url !== '' && !/^https?:\/\/[^/]*\.amazonaws\.com(\.cn)?(:\d+)?(\/|$)/.test(url)
}
