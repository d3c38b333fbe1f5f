import type { StateCounts } from '@/lib/contract/tasks'
import type { Database } from '@/lib/db/client'
import { Prisma } from '@/prisma/generated/sqlite/client'
import { allOf, timeSql } from './access'
import { examined, examinedRows, selectSeen } from './branch-sql'
import type { SearchPlan } from './search-tasks'

/** Texts are counted so far: each costs a look into the index of words and one into the table. */
const countedTexts = 250

type StateRow = { state: string; count: bigint | number }
const hourMs = 3_600_000

/**
 * How many tasks a search matches, by state: exact from the roll-ups where they have its fields, else among a limited
 * number of rows, and then `exact` says whether those were all.
 */
export async function countSearch(database: Database, appId: string, plan: SearchPlan): Promise<StateCounts> {
  if (plan.branches.every(({ access }) => access.kind === 'nothing')) return answer([], true)
  const rolled = await countRolled(database, appId, plan)
  if (rolled) return answer(rolled, true)
  const list = { column: 'occurredMs', order: 'desc' } as const
  const [only, ...others] = plan.branches
  if (only?.access.kind === 'text' && others.length === 0) return countTexts(database, appId, only.branch, only.access)
  const parts: Prisma.Sql[] = []
  let exact = true
  for (const { branch, access } of plan.branches) {
    if (access.kind === 'nothing') continue
    // Counted along time, whatever the list is sorted by.
    const most = access.kind === 'text' ? countedTexts : examinedRows
    const { rows, last } = examined(database, appId, branch, access, list, null, most)
    const conditions = allOf([...access.rest, ...(access.kind === 'walk' ? [] : timeSql(branch))])
    parts.push(
      selectSeen(
        branch,
        rows,
        (from) => Prisma.sql`SELECT "task"."key", "task"."state" FROM ${from} WHERE ${conditions}`,
      ),
    )
    if (last && exact) exact = (await database.reader.$queryRaw<unknown[]>(last)).length === 0
  }
  if (parts.length === 0) return answer([], true)
  const rows = await database.reader.$queryRaw<StateRow[]>`
    SELECT "state", COUNT(*) AS "count" FROM (${Prisma.join(parts, ' UNION ')}) AS "matches" GROUP BY "state"`
  return answer(rows, exact)
}

/** What is looked at and what fits are counted at once, so that the words are looked up once. */
async function countTexts(
  database: Database,
  appId: string,
  branch: SearchPlan['branches'][number]['branch'],
  access: Extract<SearchPlan['branches'][number]['access'], { kind: 'text' }>,
): Promise<StateCounts> {
  const list = { column: 'occurredMs', order: 'desc' } as const
  const { rows } = examined(database, appId, branch, access, list, null, countedTexts)
  const query = selectSeen(
    branch,
    rows,
    (from) => Prisma.sql`
      SELECT "state", COUNT(*) FILTER (WHERE ${allOf([...access.rest, ...timeSql(branch)])}) AS "count",
        COUNT(*) AS "examined" FROM ${from} GROUP BY "state"`,
  )
  const found = await database.reader.$queryRaw<(StateRow & { examined: bigint | number })[]>(query)
  return answer(found, found.reduce((sum, { examined: some }) => sum + Number(some), 0) < countedTexts)
}

function answer(rows: StateRow[], exact: boolean): StateCounts {
  const counts = new Map<string, number>()
  for (const { state, count } of rows) counts.set(state, (counts.get(state) ?? 0) + Number(count))
  const states = [...counts].map(([state, count]) => ({ state, count })).filter(({ count }) => count > 0)
  states.sort((a, b) => b.count - a.count || (a.state < b.state ? -1 : 1))
  return { states, total: { count: states.reduce((sum, { count }) => sum + count, 0), exact } }
}

/** The roll-ups know the hour, the name, the queue and the state; null where a search asks for anything else. */
async function countRolled(database: Database, appId: string, { branches }: SearchPlan): Promise<StateRow[] | null> {
  const [only, ...others] = branches
  if (!only || others.length > 0 || !only.branch.conditions.every(({ rolled }) => rolled)) return null
  const { conditions, fromMs, toMs } = only.branch
  const fields = conditions.flatMap(({ rolled }) =>
    rolled ? [Prisma.sql`${Prisma.raw(`"${rolled.column}"`)} IN (${Prisma.join(rolled.values)})`] : [],
  )
  // A missing name is the empty text there, which no exact value means.
  if (conditions.some(({ rolled }) => rolled?.values.includes(''))) return null
  const firstHour = fromMs === null ? null : Math.ceil(fromMs / hourMs) * hourMs
  const endHour = toMs === null ? null : Math.floor(toMs / hourMs) * hourMs
  const mine = Prisma.sql`"appId" = ${appId}`
  const edges: { fromMs: number | null; toMs: number | null }[] = []
  const wholeHours = firstHour === null || endHour === null || firstHour < endHour
  if (!wholeHours) edges.push({ fromMs, toMs })
  else {
    if (firstHour !== fromMs) edges.push({ fromMs, toMs: firstHour })
    if (endHour !== toMs) edges.push({ fromMs: endHour, toMs })
  }
  const rows: StateRow[] = []
  for (const edge of edges) {
    const some = await database.reader.$queryRaw<StateRow[]>`
      SELECT "state", COUNT(*) AS "count" FROM (
        SELECT "task"."state" FROM "task"
        WHERE ${allOf([Prisma.sql`"task"."appId" = ${appId}`, ...conditions.map(({ sql }) => sql), ...timeSql(edge)])}
        LIMIT ${examinedRows + 1}
      ) AS "edge" GROUP BY "state"`
    if (some.reduce((sum, { count }) => sum + Number(count), 0) > examinedRows) return null
    rows.push(...some)
  }
  if (!wholeHours) return rows
  if (firstHour === null && endHour === null && !conditions.some(({ rolled }) => rolled?.column === 'queue')) {
    const totals = await database.reader.$queryRaw<StateRow[]>`
      SELECT "state", SUM("objects") AS "count" FROM "stored_total" WHERE ${allOf([mine, ...fields])} GROUP BY "state"`
    return [...rows, ...totals]
  }
  const hours = [
    ...(firstHour === null ? [] : [Prisma.sql`"startMs" >= ${BigInt(firstHour)}`]),
    ...(endHour === null ? [] : [Prisma.sql`"startMs" < ${BigInt(endHour)}`]),
  ]
  const sums = await database.reader.$queryRaw<StateRow[]>`
    SELECT "state", SUM("objects") AS "count" FROM "stored_bucket" WHERE ${allOf([mine, ...fields, ...hours])} GROUP BY "state"`
  return [...rows, ...sums]
}
