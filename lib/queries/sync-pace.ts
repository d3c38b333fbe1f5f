import type { Config } from '@/lib/config'
import { isOwnEndpoint, type SweepPace, sweepPace } from '@/lib/cost/sweep-pace'

export type PaceSubject = {
  sync: Pick<Config['sync'], 'intervalSeconds' | 'budgetDollars'>
  store: { aws: { endpoint?: string } }
  region: string | null
}

/** How often an app's bucket is swept, from its settings and what one sweep costs. */
export function syncPace({ sync, store, region }: PaceSubject, listRequests: number, eventsLive: boolean): SweepPace {
  return sweepPace(listRequests, {
    // Nobody is billed by AWS for requests to a store of one's own.
    budgetDollars: isOwnEndpoint(store.aws.endpoint) ? null : sync.budgetDollars,
    shortestSeconds: sync.intervalSeconds,
    events: eventsLive,
    region,
  })
}
