import type { SentTask } from '@/lib/contract/tasks'
import { AppError } from '@/lib/errors'
import type { ActivityEntry, RetryLink } from './action-log'
import type { ActionParts } from './action-parts'

/**
 * Notes a task that is already in its queue. Where that fails the answer must not look like "nothing happened", or the
 * person sends it again and it runs twice.
 */
export async function noteSent(
  { log, now }: Pick<ActionParts, 'log' | 'now'>,
  activity: Pick<ActivityEntry, 'action' | 'target' | 'details'>,
  { taskId, queue }: SentTask,
  link?: RetryLink,
): Promise<void> {
  try {
    if (link) await log.recordLink(link)
    await log.recordActivity({ atMs: now(), actor: 'dashboard', outcome: 'done', ...activity })
  } catch (cause) {
    const message = `The task was sent to ${queue} as ${taskId}, but that could not be noted in the database. Do not send it again.`
    throw new AppError('database', message, { cause, details: { taskId, queue } })
  }
}
