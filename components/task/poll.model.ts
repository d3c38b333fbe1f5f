import { isReady, unreadableState } from '@/lib/celery/states'
import type { TaskDetail } from '@/lib/contract/tasks'

const minute = 60_000

/** What a task page watches: a task, an id that is not in S3, or nothing that would change by itself. */
export type Watched = { kind: 'task'; task: TaskDetail } | { kind: 'pending' } | { kind: 'nothing' }

/**
 * How soon to ask again, in milliseconds; false for never. A task just sent appears within seconds, so the first minute is
 * asked often; one that has not moved for long is asked seldom, because each answer is a request to S3.
 */
export function taskPollMs(watched: Watched, watchedForMs: number): number | false {
  if (watched.kind === 'nothing') return false
  if (watched.kind === 'task' && !mayChange(watched.task)) return false
  if (watchedForMs < minute) return 2_000
  return watchedForMs < 10 * minute ? 5_000 : 30_000
}

/** Final states change only by another run; the page still follows the runs it was retried as. */
function mayChange(task: TaskDetail): boolean {
  const settled = isReady(task.state) || task.state === unreadableState
  return !settled || task.retriedAs.some((retry) => retry.state === null || !isReady(retry.state))
}
