import type { Count } from '@/lib/contract/common'
import type { StateCounts, TaskFilter } from '@/lib/contract/tasks'
import type { Database } from '@/lib/db/client'
import { Prisma } from '@/prisma/generated/sqlite/client'
import type { ListSubject } from './list-tasks'
import { countSearch } from './search/count-search'
import { filterSearch } from './search/filter-search'
import { loadLostLimits } from './search/lost'
import { planSearch } from './search/search-tasks'

/** Counting rows stops here; a larger number is said as "10,000+". */
export const countCap = 10_000

/** How many unfinished tasks there are, counted up to the cap; `startedBeforeMs`: only those STARTED before then. */
export async function countUnfinished(
  database: Database,
  appId: string,
  { startedBeforeMs }: { startedBeforeMs?: number } = {},
): Promise<Count> {
  const wanted =
    startedBeforeMs === undefined
      ? Prisma.sql`"ready" = false`
      : Prisma.sql`"state" = 'STARTED' AND "occurredMs" < ${BigInt(startedBeforeMs)}`
  // The limit inside bounds the work, and one number travels instead of the keys.
  const [row] = await database.reader.$queryRaw<{ found: bigint | number }[]>`
    SELECT COUNT(*) AS "found" FROM (
      SELECT 1 FROM "task" WHERE "appId" = ${appId} AND ${wanted} LIMIT ${countCap + 1}
    ) AS "some"`
  const found = Number(row?.found ?? 0)
  return { count: Math.min(found, countCap), exact: found <= countCap }
}

/** Counts by state for the tabs, most frequent first: exact from the roll-ups where they have the filter's fields. */
export async function countByState(database: Database, subject: ListSubject, filter: TaskFilter): Promise<StateCounts> {
  const { appId, visibilityTimeoutSeconds, nowMs } = subject
  const limits = await loadLostLimits(database, appId, visibilityTimeoutSeconds)
  const list = { column: 'occurredMs', order: 'desc' } as const
  const plan = await planSearch({ database, appId, nowMs, limits }, filterSearch(filter), list)
  return countSearch(database, appId, plan)
}
