import { AppError } from '@/lib/errors'
import type { ActivityEntry } from './action-log'
import type { ActionParts } from './action-parts'

/** Notes what was done to a queue. Where that fails, the answer must not look like "nothing happened". */
export async function noteQueueAction(
  { log, now }: Pick<ActionParts, 'log' | 'now'>,
  activity: Pick<ActivityEntry, 'action' | 'target'> & Partial<ActivityEntry>,
): Promise<void> {
  try {
    await log.recordActivity({ atMs: now(), actor: 'dashboard', outcome: 'done', details: {}, ...activity })
  } catch (cause) {
    const message = `It was done to ${activity.target}, but that could not be noted in the database. Do not do it again.`
    throw new AppError('database', message, { cause })
  }
}
