import type { Overview } from '@/lib/contract/overview'
import type { Database } from '@/lib/db/client'
import { countCap } from './count-tasks'
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
    database.reader.task.findMany({ select: { key: true }, where: { appId, ready: false }, take: countCap }),
    database.reader.task.findMany({
      select: { key: true },
      where: { appId, state: 'STARTED', occurredMs: { lt: BigInt(lostBefore) } },
      take: countCap,
    }),
    database.reader.task.findMany({
      select: summaryColumns,
      where: { appId, ready: false },
      orderBy: [{ occurredMs: 'asc' }, { key: 'asc' }],
      take: 5,
    }),
  ])
  return { count: open.length, possiblyLost: lost.length, oldest: oldest.map(toTaskSummary) }
}
