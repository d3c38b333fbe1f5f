import type { Count } from '@/lib/contract/common'
import type { StateCounts, TaskFilter } from '@/lib/contract/tasks'
import type { Database } from '@/lib/db/client'
import type { Dialect } from '@/lib/db/dialect'
import { Prisma } from '@/prisma/generated/sqlite/client'
import { nameFilter, taskWhere } from './task-where'

/** Counting rows stops here; a larger number is said as "10,000+". */
export const countCap = 10_000
const hourMs = 3_600_000

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

/** How many tasks a filter matches: exact from the roll-ups where they have its fields, else counted up to the cap. */
export async function countTasks(database: Database, appId: string, filter: TaskFilter): Promise<Count> {
  const { states, total } = await countByState(database, appId, filter)
  return { count: states.reduce((sum, entry) => sum + entry.count, 0), exact: total.exact }
}

/** Counts by state for the tabs, most frequent first. */
export async function countByState(database: Database, appId: string, filter: TaskFilter): Promise<StateCounts> {
  const parts = isInRollups(filter) ? splitAtHours(filter) : { hours: null, edges: [filter] }
  const [rolled, ...counted] = await Promise.all([
    parts.hours ? sumHours(database, appId, filter, parts.hours) : [],
    ...parts.edges.map((edge) => countRows(database, appId, { ...filter, ...edge })),
  ])
  const counts = new Map<string, number>()
  for (const { state, count } of [...rolled, ...counted.flatMap((edge) => edge.states)]) {
    counts.set(state, (counts.get(state) ?? 0) + count)
  }
  const states = [...counts].map(([state, count]) => ({ state, count })).filter(({ count }) => count > 0)
  states.sort((a, b) => b.count - a.count || a.state.localeCompare(b.state))
  const count = states.reduce((sum, entry) => sum + entry.count, 0)
  return { states, total: { count, exact: counted.every((edge) => edge.exact) } }
}

/** The roll-ups know the hour, the name, the queue and the state; anything else needs the rows. */
function isInRollups(filter: TaskFilter): boolean {
  const { worker, exception, groupId, q, id } = filter
  return worker === undefined && exception === undefined && groupId === undefined && q === undefined && id.length === 0
}

type Span = { from?: string; to?: string }

/** Whole hours come from the roll-ups; the begun hours at both ends are counted from rows, so any window is exact. */
function splitAtHours({ from, to }: Span): { hours: { fromMs?: number; toMs?: number } | null; edges: Span[] } {
  const fromMs = from === undefined ? undefined : Date.parse(from)
  const toMs = to === undefined ? undefined : Date.parse(to)
  const firstHour = fromMs === undefined ? undefined : Math.ceil(fromMs / hourMs) * hourMs
  const endHour = toMs === undefined ? undefined : Math.floor(toMs / hourMs) * hourMs
  if (firstHour !== undefined && endHour !== undefined && firstHour >= endHour)
    return { hours: null, edges: [{ from, to }] }
  const edges: Span[] = []
  if (firstHour !== undefined && firstHour !== fromMs) edges.push({ from, to: new Date(firstHour).toISOString() })
  if (endHour !== undefined && endHour !== toMs) edges.push({ from: new Date(endHour).toISOString(), to })
  return { hours: { fromMs: firstHour, toMs: endHour }, edges }
}

async function sumHours(
  database: Database,
  appId: string,
  filter: TaskFilter,
  hours: { fromMs?: number; toMs?: number },
) {
  const where: Prisma.StoredBucketWhereInput = {
    appId,
    startMs: {
      ...(hours.fromMs !== undefined ? { gte: BigInt(hours.fromMs) } : {}),
      ...(hours.toMs !== undefined ? { lt: BigInt(hours.toMs) } : {}),
    },
    ...(filter.state.length > 0 ? { state: { in: filter.state } } : {}),
    ...(filter.queue !== undefined ? { queue: filter.queue } : {}),
    ...(filter.name.length > 0 ? { OR: filter.name.map((name) => rolledName(name, database.dialect)) } : {}),
  }
  const sums = await database.reader.storedBucket.groupBy({ by: ['state'], where, _sum: { objects: true } })
  return sums.map(({ state, _sum }) => ({ state, count: _sum.objects ?? 0 }))
}

/** Roll-ups keep a missing name as the empty string, which no filter by name means. */
function rolledName(name: string, dialect: Dialect): Prisma.StoredBucketWhereInput {
  return { name: nameFilter(name, dialect), NOT: { name: '' } }
}

/**
 * Reads the states of up to cap + 1 rows: bounded work whatever the filter. Without an order of ours Prisma sorts by
 * the key, and the database would sort every match before it cuts.
 */
async function countRows(database: Database, appId: string, filter: TaskFilter) {
  const where = taskWhere(appId, filter, database.dialect)
  const rows = await database.reader.task.findMany({
    select: { state: true },
    where,
    orderBy: [{ occurredMs: 'desc' }, { key: 'desc' }],
    take: countCap + 1,
  })
  const counts = new Map<string, number>()
  for (const { state } of rows.slice(0, countCap)) counts.set(state, (counts.get(state) ?? 0) + 1)
  return { states: [...counts].map(([state, count]) => ({ state, count })), exact: rows.length <= countCap }
}
