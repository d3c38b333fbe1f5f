import type { Count } from '@/lib/contract/common'
import type { TaskSummary } from '@/lib/contract/tasks'
import type { Database } from '@/lib/db/client'
import { countCap } from './count-tasks'
import { summaryColumns, toTaskSummary } from './task-summary'

/** How many tasks are STARTED by worker, among the oldest 10,000 that are. */
export async function countStarted(database: Database, appId: string): Promise<(worker: string) => Count> {
  const rows = await database.reader.$queryRaw<{ worker: string | null; found: bigint | number }[]>`
    SELECT "worker", COUNT(*) AS "found" FROM (
      SELECT "worker" FROM "task" WHERE "appId" = ${appId} AND "state" = 'STARTED'
      ORDER BY "occurredMs", "key" LIMIT ${countCap + 1}
    ) AS "some" GROUP BY "worker"`
  const counts = new Map(rows.map(({ worker, found }) => [worker, Number(found)]))
  const exact = rows.reduce((sum, { found }) => sum + Number(found), 0) <= countCap
  return (worker) => ({ count: counts.get(worker) ?? 0, exact })
}

/** Tasks of a worker that are STARTED, the longest first, among the oldest 10,000 that are. */
export async function listStarted(
  database: Database,
  appId: string,
  worker: string,
  limit: number,
): Promise<TaskSummary[]> {
  // By state first: along its own index a worker's STARTED tasks would be looked for among all it ever did.
  const keys = await database.reader.$queryRaw<{ key: string }[]>`
    SELECT "key" FROM (
      SELECT "key", "worker", "occurredMs" FROM "task" WHERE "appId" = ${appId} AND "state" = 'STARTED'
      ORDER BY "occurredMs", "key" LIMIT ${countCap + 1}
    ) AS "some" WHERE "worker" = ${worker} ORDER BY "occurredMs", "key" LIMIT ${limit}`
  return listByKeys(database, appId, keys)
}

/** Tasks of these keys, the oldest first. */
export async function listByKeys(database: Database, appId: string, keys: { key: string }[]): Promise<TaskSummary[]> {
  const rows = await database.reader.task.findMany({
    select: summaryColumns,
    where: { appId, key: { in: keys.map(({ key }) => key) } },
    orderBy: [{ occurredMs: 'asc' }, { key: 'asc' }],
  })
  return rows.map(toTaskSummary)
}
