import type { TaskRow } from '@/lib/sync/index-port'

/** When a run began, as far as a STARTED version of it was seen, and how long it took, both in milliseconds. */
export type Run = { startedMs: number | null; runtimeMs: number | null }

type Version = Pick<TaskRow, 'state' | 'ready' | 'dateDoneMs' | 'retries' | 'worker'>

/**
 * Celery stores no run time. It follows from the time a STARTED version was written (with task_track_started) and
 * date_done; an event tells that time to the millisecond. Where the STARTED version of this very run was not seen, both are unknown: a retry, a second delivery or a
 * re-run that went by unseen must not be counted as part of a long run.
 */
export function runOf(
  previous: (Version & Pick<Run, 'startedMs'>) | null,
  row: Version & Pick<TaskRow, 'modifiedMs' | 'eventMs' | 'problem'>,
): Run {
  const carried = previous && isSameRun(previous, row) ? previous.startedMs : null
  if (row.state === 'STARTED') return { startedMs: carried ?? row.eventMs ?? row.modifiedMs, runtimeMs: null }
  // The run ended with the RETRY; the next one begins when it is STARTED again.
  if (row.state === 'RETRY') return { startedMs: null, runtimeMs: null }
  // Of a document that cannot be read it is not known whether the run has ended.
  const ended = row.ready && row.problem === null
  return { startedMs: carried, runtimeMs: ended && carried !== null ? duration(carried, row) : null }
}

function isSameRun(previous: Version, row: Version): boolean {
  if (differ(previous.retries, row.retries) || differ(previous.worker, row.worker)) return false
  // A final version written again, with the same date_done, is the same run; anything else after it is a new one.
  if (previous.ready) return row.ready && row.dateDoneMs !== null && row.dateDoneMs === previous.dateDoneMs
  return true
}

function differ<T>(a: T | null, b: T | null): boolean {
  return a !== null && b !== null && a !== b
}

/** S3 keeps whole seconds, so an end up to a second before the start is none; earlier, two clocks disagree. */
function duration(startedMs: number, row: { dateDoneMs: number | null; modifiedMs: number }): number | null {
  const ms = (row.dateDoneMs ?? row.modifiedMs) - startedMs
  return ms <= -1000 ? null : Math.max(0, ms)
}
