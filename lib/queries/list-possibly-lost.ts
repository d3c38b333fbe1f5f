import type { WorkerList } from '@/lib/contract/workers'
import type { Database } from '@/lib/db/client'
import { Prisma } from '@/prisma/generated/sqlite/client'
import { countCap } from './count-tasks'
import { loadLostLimits, lostSql } from './search/lost'
import { listByKeys } from './started-tasks'

const shown = 50

/**
 * Tasks that are STARTED for longer than the visibility timeout of their queue, the longest first. By then SQS may have
 * handed the message to another worker: the first one may have died, or the task runs twice.
 */
export async function listPossiblyLost(
  database: Database,
  appId: string,
  settingSeconds: number | null,
  nowMs: number,
): Promise<WorkerList['possiblyLost']> {
  const limits = await loadLostLimits(database, appId, settingSeconds)
  const shortest = Math.min(limits.otherwise.seconds, ...limits.queues.map(({ seconds }) => seconds))
  const lost = Prisma.sql`"task"."appId" = ${appId} AND "task"."state" = 'STARTED'
    AND "task"."occurredMs" < ${BigInt(Math.round(nowMs - shortest * 1000))} AND ${lostSql(limits, nowMs)}`
  const [counted, keys] = await Promise.all([
    database.reader.$queryRaw<{ found: bigint | number }[]>`
      SELECT COUNT(*) AS "found" FROM (SELECT 1 FROM "task" WHERE ${lost} LIMIT ${countCap + 1}) AS "some"`,
    database.reader.$queryRaw<{ key: string }[]>`
      SELECT "key" FROM "task" WHERE ${lost} ORDER BY "occurredMs", "key" LIMIT ${shown}`,
  ])
  const found = Number(counted[0]?.found ?? 0)
  const ofQueue = new Map(limits.queues.map(({ name, seconds }) => [name, seconds]))
  const tasks = await listByKeys(database, appId, keys)
  return {
    count: Math.min(found, countCap),
    exact: found <= countCap,
    items: tasks.map((task) => {
      const seconds = task.queue === null ? undefined : ofQueue.get(task.queue)
      return seconds === undefined
        ? { ...task, limitSeconds: limits.otherwise.seconds, limitSource: limits.otherwise.source }
        : { ...task, limitSeconds: seconds, limitSource: 'queue' as const }
    }),
  }
}
