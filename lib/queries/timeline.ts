import type { TimelineEntry } from '@/lib/contract/tasks'

export type ObservedState = { state: string; retries: number | null; atMs: number }

export type TimelineSubject = {
  state: string
  ready: boolean
  retries: number | null
  dateDoneMs: number | null
  modifiedMs: number
  /** False where a result was stored for a task that never began. */
  ran: boolean
  /** Versions seen before the present one, oldest first. */
  observed: ObservedState[]
}

/**
 * What is known of a task's life, in order. Nothing in S3 says when it was sent; STARTED and RETRY are known only where
 * the sync saw such a version before it was overwritten. What must have happened without being seen has no time.
 */
export function taskTimeline(task: TimelineSubject): TimelineEntry[] {
  const sent: TimelineEntry = {
    state: 'SENT',
    at: null,
    source: 'unknown',
    retries: null,
    note: 'Celery stores nothing when a task is sent.',
  }
  const seen = task.observed.map(
    ({ state, retries, atMs }): TimelineEntry => ({
      state,
      at: new Date(atMs).toISOString(),
      source: 'observed',
      retries,
      note: null,
    }),
  )
  const started: TimelineEntry[] =
    task.ran && task.state !== 'STARTED' && !task.observed.some(({ state }) => state === 'STARTED')
      ? [
          {
            state: 'STARTED',
            at: null,
            source: 'unknown',
            retries: null,
            note: 'The start was not seen. It is stored only with task_track_started.',
          },
        ]
      : []
  return [sent, ...started, ...seen, present(task)]
}

function present(task: TimelineSubject): TimelineEntry {
  const fromDocument = task.ready && task.dateDoneMs !== null
  return {
    state: task.state,
    at: new Date(fromDocument ? (task.dateDoneMs ?? task.modifiedMs) : task.modifiedMs).toISOString(),
    source: fromDocument ? 'date_done' : 'last_modified',
    retries: task.retries,
    note: null,
  }
}
