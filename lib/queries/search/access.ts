import type { Database } from '@/lib/db/client'
import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Driver } from './condition'
import type { Branch } from './resolve-search'

type Sql = Prisma.Sql

/** How the rows of a branch are reached. `rest`: what must hold of each row besides. */
export type Access =
  | { kind: 'nothing' }
  /** So few rows fulfil the driver that all of them are looked at. */
  | { kind: 'few'; driver: Driver; rest: Sql[] }
  /** The rows of the text index, newest first. */
  | { kind: 'text'; phrases: NonNullable<Branch['conditions'][number]['phrase']>[]; rest: Sql[] }
  /** Along an index in the order of the list, from range to range. */
  | { kind: 'walk'; ranges: Sql[]; rest: Sql[] }

export type SortColumn = 'occurredMs' | 'sizeBytes' | 'runtimeMs'

/** Up to here all rows of a driver are looked at; counting to it costs about half a millisecond. */
export const fewRows = 2_000
/** Walking along several ranges reads ahead in each of them. */
const mostRanges = 16

export async function chooseAccess(
  database: Database,
  appId: string,
  branch: Branch,
  sort: SortColumn,
): Promise<Access> {
  const { conditions } = branch
  const drivers = conditions.flatMap((condition) => (condition.driver ? [{ condition, driver: condition.driver }] : []))
  if (drivers.some(({ driver }) => driver.ranges.length === 0)) return { kind: 'nothing' }
  drivers.sort((a, b) => a.driver.rank - b.driver.rank)

  for (const { driver } of drivers) {
    const rows = await countUpTo(database, appId, branch, driver, fewRows + 1)
    if (rows <= fewRows) return { kind: 'few', driver, rest: conditions.map(({ sql }) => sql) }
  }
  const phrases = conditions.flatMap(({ phrase }) => phrase ?? [])
  if (phrases.length > 0) {
    return { kind: 'text', phrases, rest: conditions.filter(({ phrase }) => !phrase).map(({ sql }) => sql) }
  }
  const along = await chooseWalk(
    database,
    appId,
    branch,
    drivers.filter(({ driver }) => isAlong(driver, sort)),
  )
  return {
    kind: 'walk',
    ranges: along?.driver.ranges ?? [],
    rest: conditions.filter((condition) => condition !== along?.condition || !along.driver.exact).map(({ sql }) => sql),
  }
}

type Walk = { condition: Branch['conditions'][number]; driver: Driver }

/**
 * Several ranges are read one beside the other, as far as each may be looked at; of one range no more than what fills a
 * page. So one range is taken, though it is longer, where the roll-ups know that what is looked for is frequent in it.
 */
async function chooseWalk(
  database: Database,
  appId: string,
  { conditions }: Branch,
  walks: Walk[],
): Promise<Walk | undefined> {
  const [first] = walks
  if (!first || first.driver.ranges.length === 1) return first
  const single = walks.find(({ driver, condition }) => driver.ranges.length === 1 && condition.rolled)
  if (!single || !conditions.every(({ rolled }) => rolled && rolled.column !== 'queue')) return first
  const rows = await countStored(database, appId, [single.condition])
  const matching = await countStored(database, appId, conditions)
  return rows <= matching * mostSkipped ? single : first
}
/** Rows looked at for each one found. */
const mostSkipped = 40

async function countStored(database: Database, appId: string, conditions: Branch['conditions']): Promise<number> {
  const fields = conditions.flatMap(({ rolled }) =>
    rolled ? [Prisma.sql`${Prisma.raw(`"${rolled.column}"`)} IN (${Prisma.join(rolled.values)})`] : [],
  )
  const [row] = await database.reader.$queryRaw<{ objects: bigint | number | null }[]>`
    SELECT SUM("objects") AS "objects" FROM "stored_total" WHERE ${allOf([Prisma.sql`"appId" = ${appId}`, ...fields])}`
  return Number(row?.objects ?? 0)
}

/** Whether the ranges of an index have its rows in the order of the list. Names have an index for every order. */
function isAlong({ ranges, inTime, rank }: Driver, sort: SortColumn): boolean {
  if (ranges.length > mostRanges) return false
  return sort === 'occurredMs' ? inTime : rank === nameRank
}
const nameRank = 7

async function countUpTo(database: Database, appId: string, branch: Branch, driver: Driver, most: number) {
  let found = 0
  for (const range of driver.ranges) {
    const within = driver.inTime ? timeSql(branch) : []
    const [row] = await database.reader.$queryRaw<{ found: bigint | number }[]>`
      SELECT COUNT(*) AS "found" FROM (
        SELECT 1 FROM "task" WHERE ${allOf([Prisma.sql`"task"."appId" = ${appId}`, range, ...within])} LIMIT ${most - found}
      ) AS "some"`
    found += Number(row?.found ?? 0)
    if (found >= most) break
  }
  return found
}

export function timeSql({ fromMs, toMs }: Pick<Branch, 'fromMs' | 'toMs'>): Sql[] {
  return [
    ...(fromMs === null ? [] : [Prisma.sql`"task"."occurredMs" >= ${BigInt(fromMs)}`]),
    ...(toMs === null ? [] : [Prisma.sql`"task"."occurredMs" < ${BigInt(toMs)}`]),
  ]
}

export function allOf(conditions: Sql[]): Sql {
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ')
}
