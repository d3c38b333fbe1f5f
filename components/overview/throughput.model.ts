import type { CountBucket } from '@/components/charts/series'
import type { Overview } from '@/lib/contract/overview'
import { failureRate } from '@/lib/stats/failure-rate'

/**
 * Final states from the ground up: failures stand on zero, where their height can be compared from bucket to bucket.
 * History also counts every STARTED and RETRY that was seen on the way; in a stack those tasks would be there twice.
 */
const finalStates = ['FAILURE', 'SUCCESS', 'REVOKED'] as const

/** The final states that occur in a window, with their sums. */
export function finalSeries(states: { state: string; count: number }[]): { state: string; total: number }[] {
  return finalStates.flatMap((state) => {
    const total = countOf(states, state)
    return total > 0 ? [{ state, total }] : []
  })
}

export function throughputBuckets(series: Overview['series']): CountBucket[] {
  return series.map(({ at, counts, partial }) => ({
    atMs: Date.parse(at),
    values: Object.fromEntries(finalStates.map((state) => [state, countOf(counts, state)])),
    partial,
    rate: failureRate(counts).failureRate,
  }))
}

/** The times a bucket covers, as the task list filters by them. */
export function bucketRange(bucket: { atMs: number }, bucketSeconds: number): { from: string; to: string } {
  return {
    from: new Date(bucket.atMs).toISOString(),
    to: new Date(bucket.atMs + bucketSeconds * 1000).toISOString(),
  }
}

function countOf(counts: { state: string; count: number }[], state: string): number {
  return counts.find((entry) => entry.state === state)?.count ?? 0
}
