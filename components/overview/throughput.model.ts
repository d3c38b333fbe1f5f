import type { CountBucket } from '@/components/charts/series'
import { compareStates, type StateKind, stateKind } from '@/lib/celery/states'
import type { Overview } from '@/lib/contract/overview'
import { failureRate } from '@/lib/stats/failure-rate'

/** States drawn as one: those that mean the same to the eye. */
export type StateSeries = { kind: StateKind; label: string; states: string[]; total: number }

// From the ground up: failures stand on zero, where their height can be compared from bucket to bucket.
const stackOrder: StateKind[] = ['failure', 'success', 'retry', 'active', 'revoked', 'waiting', 'unknown']
const manyLabel: Partial<Record<StateKind, string>> = { active: 'Running', revoked: 'Revoked, rejected' }

/** The states of a window as series in the order they are stacked; kinds without a count are left out. */
export function stateSeries(states: { state: string; count: number }[]): StateSeries[] {
  return stackOrder.flatMap((kind) => {
    const members = states
      .filter(({ state, count }) => count > 0 && stateKind(state) === kind)
      .sort((a, b) => compareStates(a.state, b.state))
    const [first] = members
    if (!first) return []
    const label = members.length === 1 ? first.state : (manyLabel[kind] ?? first.state)
    const total = members.reduce((sum, { count }) => sum + count, 0)
    return [{ kind, label, states: members.map(({ state }) => state), total }]
  })
}

export function throughputBuckets(series: Overview['series']): CountBucket[] {
  return series.map(({ at, counts, partial }) => {
    const values: Record<string, number> = {}
    for (const { state, count } of counts) {
      const kind = stateKind(state)
      values[kind] = (values[kind] ?? 0) + count
    }
    return { atMs: Date.parse(at), values, partial, rate: failureRate(counts).failureRate }
  })
}

/** The times a bucket covers, as the task list filters by them. */
export function bucketRange(bucket: { atMs: number }, bucketSeconds: number): { from: string; to: string } {
  return {
    from: new Date(bucket.atMs).toISOString(),
    to: new Date(bucket.atMs + bucketSeconds * 1000).toISOString(),
  }
}
