import type { FailureGroup } from '@/prisma/generated/sqlite/client'
import { entryOf } from './delta-entries'
import type { Numbers } from './numbers'
import type { Observed } from './rollup-deltas'
import { bucketsOf, type RollupWidth } from './rollup-widths'

export type StoredFailure = Omit<Numbers<FailureGroup>, 'appId'>

export type FailureBucketDelta = {
  widthSeconds: RollupWidth
  startMs: number
  fingerprint: string
  name: string
  count: number
}

export type FailureWorkerDelta = { fingerprint: string; worker: string; count: number; lastSeenMs: number }

/** The failures of one group that came with a batch. */
export type FailureDelta = { fingerprint: string; occurrences: Occurrence[] }
type Occurrence = Pick<
  StoredFailure,
  'exceptionType' | 'pattern' | 'frame' | 'sampleTaskId' | 'sampleMessage' | 'sampleTraceback'
> & { atMs: number }

/** Every failure that was observed for the first time, by its fingerprint. */
export function collectFailures() {
  const groups = new Map<string, FailureDelta>()
  const buckets = new Map<string, FailureBucketDelta>()
  const workers = new Map<string, FailureWorkerDelta>()
  return {
    observe(row: Observed, atMs: number): void {
      const { failure } = row
      if (!failure) return
      const { fingerprint, pattern, frame } = failure
      entryOf<{ fingerprint: string }, Omit<FailureDelta, 'fingerprint'>>(
        groups,
        { fingerprint },
        { occurrences: [] },
      ).occurrences.push({
        atMs: row.occurredMs,
        exceptionType: row.exceptionType ?? '',
        pattern,
        frame,
        sampleTaskId: row.taskId,
        sampleMessage: row.exceptionMessage ?? '',
        sampleTraceback: failure.traceback,
      })
      for (const bucket of bucketsOf(row.occurredMs, atMs, 'recent')) {
        entryOf(buckets, { ...bucket, fingerprint, name: row.name ?? '' }, { count: 0 }).count += 1
      }
      if (!row.worker) return
      const worker = entryOf(workers, { fingerprint, worker: row.worker }, { count: 0, lastSeenMs: row.occurredMs })
      worker.count += 1
      worker.lastSeenMs = Math.max(worker.lastSeenMs, row.occurredMs)
    },
    deltas: () => ({ groups: [...groups.values()], buckets: [...buckets.values()], workers: [...workers.values()] }),
  }
}

/** The row of a group after these failures came to it. The order in which failures arrive makes no difference. */
export function mergeFailure(
  stored: StoredFailure | undefined,
  { fingerprint, occurrences }: FailureDelta,
): StoredFailure {
  const newest = [...(stored ? [sampleOf(stored)] : []), ...occurrences].reduce(newer)
  const times = occurrences.map(({ atMs }) => atMs)
  const { atMs, ...sample } = newest
  return {
    fingerprint,
    ...sample,
    firstSeenMs: times.reduce((a, b) => Math.min(a, b), stored?.firstSeenMs ?? Number.MAX_SAFE_INTEGER),
    lastSeenMs: atMs,
    count: (stored?.count ?? 0) + occurrences.length,
    status: stored?.status ?? 'open',
    statusMs: stored?.statusMs ?? null,
    regressedMs: stored ? regressedMs(stored, times) : null,
  }
}

/** When a resolved group failed again for the first time; null while it has not. */
export function regressedMs(
  { status, statusMs, regressedMs }: Pick<StoredFailure, 'status' | 'statusMs' | 'regressedMs'>,
  times: number[],
): number | null {
  if (status !== 'resolved' || statusMs === null) return regressedMs
  const again = times.filter((time) => time > statusMs)
  if (regressedMs !== null) again.push(regressedMs)
  return again.length === 0 ? null : again.reduce((a, b) => Math.min(a, b))
}

function sampleOf({ lastSeenMs, ...row }: StoredFailure): Occurrence {
  const { exceptionType, pattern, frame, sampleTaskId, sampleMessage, sampleTraceback } = row
  return { atMs: lastSeenMs, exceptionType, pattern, frame, sampleTaskId, sampleMessage, sampleTraceback }
}

/** Of two at the same time any rule does, as long as it is one. */
function newer(a: Occurrence, b: Occurrence): Occurrence {
  if (a.atMs !== b.atMs) return a.atMs > b.atMs ? a : b
  return tieBreaker(a) >= tieBreaker(b) ? a : b
}

function tieBreaker({
  sampleTaskId,
  sampleMessage,
  sampleTraceback,
  exceptionType,
  pattern,
  frame,
}: Occurrence): string {
  return JSON.stringify([sampleTaskId, sampleMessage, sampleTraceback, exceptionType, pattern, frame])
}
