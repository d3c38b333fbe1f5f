import type { RegionPrices } from './region-prices'

/** What the calculators need of a region's prices. Null: there are none. */
export type CalculatorPrices = Pick<RegionPrices, 'putListPer1000' | 'getPer1000' | 'sqsPerMillion'> | null

const chunkBytes = 64 * 1024
const standardTiers = [
  { fromMillions: 0, perMillion: 0.4 },
  { fromMillions: 100_000, perMillion: 0.3 },
  { fromMillions: 200_000, perMillion: 0.24 },
]

/** How many SQS requests a message (or a batch) of that size counts as: one for each 64 KB begun. */
export function sqsChunks(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / chunkBytes))
}

/**
 * Dollars of so many SQS requests in one month, before the free million. Fair queues add 0.10 per million. Null where
 * the price is not known: for most regions, for FIFO queues above the first 100 billion, and for any but the first tier
 * of regions that do not publish the usual price.
 */
export function sqsCost(requests: number, kind: 'standard' | 'fair' | 'fifo', prices: CalculatorPrices): number | null {
  const first = prices?.sqsPerMillion
  if (!first) return null
  const millions = requests / 1e6
  if (kind === 'fifo') return millions > 100_000 || first.fifo === null ? null : millions * first.fifo
  if (first.standard !== standardTiers[0]?.perMillion && millions > 100_000) return null
  const dollars = standardTiers.reduce((sum, { fromMillions, perMillion }, at) => {
    const to = standardTiers[at + 1]?.fromMillions ?? Number.POSITIVE_INFINITY
    return sum + Math.max(0, Math.min(millions, to) - fromMillions) * (at === 0 ? first.standard : perMillion)
  }, 0)
  return dollars + (kind === 'fair' ? millions * 0.1 : 0)
}

/**
 * What waiting with `result.get()` costs: a HEAD at each poll and, at the end, a HEAD and a GET. Times are seconds.
 * Celery polls S3 because it is no backend that pushes (celery backends/base.py, `wait_for`).
 */
export function resultPollingCost(
  { results, waitSeconds, intervalSeconds }: { results: number; waitSeconds: number; intervalSeconds: number },
  prices: CalculatorPrices,
): { requests: number; dollars: number | null } {
  const heads = results * (Math.floor(waitSeconds / intervalSeconds) + 1)
  const requests = heads + results
  return { requests, dollars: prices && (requests * prices.getPer1000) / 1000 }
}

/** What idle consumers cost in 30 days that ask each queue once every `intervalSeconds`. */
export function queuePollingCost(
  { consumers, queues, intervalSeconds }: { consumers: number; queues: number; intervalSeconds: number },
  prices: CalculatorPrices,
): { requests: number; dollars: number | null } {
  const requests = consumers * queues * Math.ceil((30 * 86_400) / intervalSeconds)
  return { requests, dollars: sqsCost(requests, 'standard', prices) }
}
