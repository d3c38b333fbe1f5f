import type { FailureFacts } from '@/lib/celery/failure-facts'
import { smallBelowBytes } from '@/lib/cost/storage-classes'
import { entryOf } from './delta-entries'
import { collectFailures } from './failure-deltas'
import { bucketsOf, floorTo, type RollupWidth } from './rollup-widths'
import { collectTypes } from './type-deltas'

const hourMs = 3_600_000

/** The fields of a task version that roll-ups count by. */
export type Counted = {
  taskId: string
  occurredMs: number
  name: string | null
  queue: string | null
  worker: string | null
  state: string
  storageClass: string
  sizeBytes: number
  ready: boolean
  retries: number | null
  runtimeMs: number | null
}

/** What a newly observed version says besides. */
export type Observed = Counted & {
  exceptionType: string | null
  exceptionMessage: string | null
  failure: FailureFacts | null
}

/** Objects in a store. `small…`: those of them below 128 KB, which some storage classes bill differently. */
export type StoredSums = { objects: number; bytes: number; smallObjects: number; smallBytes: number }

export type StoredDelta = StoredSums & {
  startMs: number
  name: string
  queue: string
  state: string
  storageClass: string
}

export type TotalDelta = StoredSums & { name: string; state: string; storageClass: string }

export type HistoryDelta = {
  widthSeconds: RollupWidth
  startMs: number
  name: string
  queue: string
  state: string
  count: number
  runtimeCount: number
  runtimeSumMs: number
}

export type WorkerDelta = {
  widthSeconds: RollupWidth
  startMs: number
  worker: string
  state: string
  count: number
}

/** Adds up what a batch changes in the roll-ups, one entry a bucket. Unknown names and queues count as ''. */
export function collectDeltas() {
  const stored = new Map<string, StoredDelta>()
  const totals = new Map<string, TotalDelta>()
  const history = new Map<string, HistoryDelta>()
  const workers = new Map<string, WorkerDelta>()
  const types = collectTypes()
  const failures = collectFailures()

  return {
    /** An object lies in the store (sign 1) or no longer does (sign -1). */
    store(row: Counted, sign: 1 | -1): void {
      const { name, state, storageClass } = row
      const startMs = floorTo(row.occurredMs, hourMs)
      const bucket = { startMs, name: name ?? '', queue: row.queue ?? '', state, storageClass }
      const delta = entryOf(stored, bucket, nothingStored)
      const total = entryOf(totals, { name: name ?? '', state, storageClass }, nothingStored)
      for (const sum of [delta, total]) {
        sum.objects += sign
        sum.bytes += sign * row.sizeBytes
        if (row.sizeBytes >= smallBelowBytes) continue
        sum.smallObjects += sign
        sum.smallBytes += sign * row.sizeBytes
      }
    },

    /** A version was observed for the first time. */
    observe(row: Observed, atMs: number): void {
      const { name, queue, state, worker } = row
      for (const bucket of bucketsOf(row.occurredMs, atMs, 'always')) {
        const key = { ...bucket, name: name ?? '', queue: queue ?? '', state }
        const delta = entryOf(history, key, { count: 0, runtimeCount: 0, runtimeSumMs: 0 })
        delta.count += 1
        if (row.ready && row.runtimeMs !== null) {
          delta.runtimeCount += 1
          delta.runtimeSumMs += row.runtimeMs
        }
      }
      for (const bucket of worker ? bucketsOf(row.occurredMs, atMs, 'recent') : []) {
        entryOf(workers, { ...bucket, worker: worker ?? '', state }, { count: 0 }).count += 1
      }
      types.observe(row, atMs)
      failures.observe(row, atMs)
    },

    /** Buckets in which nothing changed in the end are left out. */
    stored: () => [...stored.values()].filter(isChange),
    totals: () => [...totals.values()].filter(isChange),
    history: () => [...history.values()],
    workers: () => [...workers.values()],
    types: types.deltas,
    failures: failures.deltas,
  }
}

const nothingStored: StoredSums = { objects: 0, bytes: 0, smallObjects: 0, smallBytes: 0 }

const isChange = ({ objects, bytes, smallObjects, smallBytes }: StoredSums) =>
  objects !== 0 || bytes !== 0 || smallObjects !== 0 || smallBytes !== 0
