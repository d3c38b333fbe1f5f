import type { Overview } from '@/lib/contract/overview'
import type { Database } from '@/lib/db/client'
import { countUnfinished } from './count-tasks'
import { summaryColumns, toTaskSummary } from './task-summary'

/** SQS hands a message out again after this long unless the queue says otherwise: kombu's own default. */
const defaultVisibilityTimeoutSeconds = 1800

/**
 * Tasks with a stored state that is not final, and how many of them are STARTED for longer than the visibility timeout:
 * possibly lost, because SQS may by then have given the message to another worker.
 */
export async function getUnfinished(
  database: Database,
  appId: string,
  visibilityTimeoutSeconds: number | null,
  nowMs: number,
): Promise<Overview['unfinished']> {
  const lostBefore = nowMs - (visibilityTimeoutSeconds ?? defaultVisibilityTimeoutSeconds) * 1000
  const [open, lost, oldest] = await Promise.all([
    countUnfinished(database, appId),
    countUnfinished(database, appId, { startedBeforeMs: lostBefore }),
    database.reader.task.findMany({
      select: summaryColumns,
      where: { appId, ready: false },
      orderBy: [{ occurredMs: 'asc' }, { key: 'asc' }],
      take: 5,
    }),
  ])
  return { ...open, possiblyLost: lost.count, oldest: oldest.map(toTaskSummary) }
}
