import { type FailureBucketDelta, type FailureWorkerDelta, mergeFailure, type StoredFailure } from './failure-deltas'
import type { BatchPlan } from './plan-batch'
import type { HistoryDelta, StoredDelta, TotalDelta, WorkerDelta } from './rollup-deltas'
import type { StoredDimension } from './stored-rows'
import { mergeType, type StoredType } from './type-deltas'

/** Every sum that an index keeps, as rows. */
export type RollupContents = {
  dimensions: StoredDimension[]
  stored: StoredDelta[]
  totals: TotalDelta[]
  history: HistoryDelta[]
  workers: WorkerDelta[]
  types: StoredType[]
  failures: StoredFailure[]
  failureBuckets: FailureBucketDelta[]
  failureWorkers: FailureWorkerDelta[]
}

/** The same by their keys. */
export type Rollups = { [Name in keyof RollupContents]: Map<string, RollupContents[Name][number]> }

export function emptyRollups(): Rollups {
  return {
    dimensions: new Map(),
    stored: new Map(),
    totals: new Map(),
    history: new Map(),
    workers: new Map(),
    types: new Map(),
    failures: new Map(),
    failureBuckets: new Map(),
    failureWorkers: new Map(),
  }
}

/** Adds what a batch changes, with the rules of the databases. */
export function mergeRollups(rollups: Rollups, plan: BatchPlan): void {
  for (const row of plan.dimensions) {
    merge(rollups.dimensions, [row.kind, row.value], row, (known) => ({
      ...row,
      firstSeenMs: Math.min(known.firstSeenMs, row.firstSeenMs),
      lastSeenMs: Math.max(known.lastSeenMs, row.lastSeenMs),
    }))
  }
  addUp(rollups.stored, plan.stored, ['objects', 'bytes', 'smallObjects', 'smallBytes'])
  addUp(rollups.totals, plan.totals, ['objects', 'bytes', 'smallObjects', 'smallBytes'])
  for (const sums of [rollups.stored, rollups.totals]) {
    for (const [id, { objects }] of sums) if (objects <= 0) sums.delete(id)
  }
  addUp(rollups.history, plan.history, ['count', 'runtimeCount', 'runtimeSumMs'])
  addUp(rollups.workers, plan.workers, ['count'])
  for (const delta of plan.types) {
    const { widthSeconds, startMs, name } = delta
    const id = JSON.stringify([widthSeconds, startMs, name])
    rollups.types.set(id, mergeType(rollups.types.get(id), delta))
  }
  for (const delta of plan.failures.groups) {
    rollups.failures.set(delta.fingerprint, mergeFailure(rollups.failures.get(delta.fingerprint), delta))
  }
  addUp(rollups.failureBuckets, plan.failures.buckets, ['count'])
  for (const row of plan.failures.workers) {
    merge(rollups.failureWorkers, [row.fingerprint, row.worker], row, (known) => ({
      ...row,
      count: known.count + row.count,
      lastSeenMs: Math.max(known.lastSeenMs, row.lastSeenMs),
    }))
  }
}

export function pruneRollups(rollups: Rollups, minutesMs: number, hoursMs: number): void {
  const prune = (buckets: Map<string, { widthSeconds: number; startMs: number }>, width: number, beforeMs: number) => {
    for (const [id, { widthSeconds, startMs }] of buckets) {
      if (widthSeconds === width && startMs < beforeMs) buckets.delete(id)
    }
  }
  for (const buckets of [rollups.history, rollups.workers, rollups.types, rollups.failureBuckets]) {
    prune(buckets, 60, minutesMs)
  }
  for (const buckets of [rollups.workers, rollups.types, rollups.failureBuckets]) prune(buckets, 3600, hoursMs)
}

export function rollupContents(rollups: Rollups): RollupContents {
  return {
    dimensions: [...rollups.dimensions.values()],
    stored: [...rollups.stored.values()],
    totals: [...rollups.totals.values()],
    history: [...rollups.history.values()],
    workers: [...rollups.workers.values()],
    types: [...rollups.types.values()],
    failures: [...rollups.failures.values()],
    failureBuckets: [...rollups.failureBuckets.values()],
    failureWorkers: [...rollups.failureWorkers.values()],
  }
}

function merge<Row>(rows: Map<string, Row>, key: unknown[], row: Row, change: (known: Row) => Row): void {
  const id = JSON.stringify(key)
  const known = rows.get(id)
  rows.set(id, known === undefined ? row : change(known))
}

/** Rows are the same where all but their sums is equal. */
function addUp<Row extends Record<Sum, number>, Sum extends keyof Row & string>(
  rows: Map<string, Row>,
  deltas: Row[],
  sums: Sum[],
): void {
  for (const delta of deltas) {
    const key = Object.entries(delta).filter(([name]) => !sums.some((sum) => sum === name))
    merge(
      rows,
      key.map(([, value]) => value),
      delta,
      (known) => {
        const added = sums.map((sum) => [sum, known[sum] + delta[sum]])
        return { ...delta, ...Object.fromEntries(added) }
      },
    )
  }
}
