import type { Database } from '@/lib/db/client'
import { Prisma } from '@/prisma/generated/sqlite/client'
import { type Access, allOf, fewRows, type SortColumn, timeSql } from './access'
import type { Branch } from './resolve-search'

type Sql = Prisma.Sql

/** A place in a list, by value; null among rows whose value is not known, which are in the order of their keys. */
export type Place = { value: number | null; key: string }
/** `backwards`: the list is read from its end, against the order in which it is shown. */
export type ListOrder = { column: SortColumn; order: 'asc' | 'desc'; backwards?: boolean }

/** So many rows are looked at for one page, whatever is asked for; SQLite takes about 5 µs for each. */
export const examinedRows = 4_000

/**
 * The rows of a branch that are looked at for a page behind `after`, as a table "task", and a SELECT of the place behind
 * which there may be more. null where all rows are looked at.
 */
export function examined(
  database: Database,
  appId: string,
  branch: Branch,
  access: Exclude<Access, { kind: 'nothing' }>,
  { column, order }: ListOrder,
  after: Place | null,
  most: number,
): { rows: Sql; last: Sql | null } {
  const mine = Prisma.sql`"task"."appId" = ${appId}`
  const within = timeSql(branch)
  const along = orderSql(column, order)
  switch (access.kind) {
    case 'few': {
      // Several ranges: a row is in one of them at most.
      const ranges = access.driver.ranges.map((range) => {
        const bounds = access.driver.inTime ? within : []
        return Prisma.sql`SELECT * FROM (SELECT * FROM "task" WHERE ${allOf([mine, range, ...bounds])} LIMIT ${fewRows + 1}) AS "part"`
      })
      return { rows: Prisma.join(ranges, ' UNION ALL '), last: null }
    }
    case 'text': {
      const until = Math.min(branch.toMs === null ? lastTime : branch.toMs - 1, untilOf(column, order, after))
      const newest = database.text.newest(appId, access.phrases, until, most)
      return {
        rows: database.text.rows(appId, newest),
        last: Prisma.sql`SELECT "occurredMs" AS "value", "key" FROM (${newest}) AS "found" ORDER BY "occurredMs" DESC LIMIT 1 OFFSET ${most - 1}`,
      }
    }
    case 'walk': {
      const place = after === null ? [] : [afterSql(column, order, after)]
      const walk = (columns: Sql, range: Sql[]) => Prisma.sql`
        SELECT ${columns} FROM "task" WHERE ${allOf([mine, ...range, ...within, ...place])} ORDER BY ${along} LIMIT ${most}`
      const all = (columns: Sql) => {
        if (access.ranges.length <= 1) return walk(columns, access.ranges)
        const parts = access.ranges.map((range) => Prisma.sql`SELECT * FROM (${walk(columns, [range])}) AS "part"`)
        return Prisma.sql`SELECT * FROM (${Prisma.join(parts, ' UNION ALL ')}) AS "task" ORDER BY ${along} LIMIT ${most}`
      }
      const value = Prisma.raw(`"task"."${column}"`)
      const keys = all(Prisma.sql`${value}, "task"."key"`)
      return {
        rows: all(Prisma.sql`*`),
        last: Prisma.sql`
          SELECT ${value} AS "value", "task"."key" FROM (${keys}) AS "task" ORDER BY ${along} LIMIT 1 OFFSET ${most - 1}`,
      }
    }
  }
}

/** A query on the rows that are looked at, as a table "task". Where words are asked of them, they are read once, as "seen". */
export function selectSeen({ asksWords }: Pick<Branch, 'asksWords'>, rows: Sql, query: (from: Sql) => Sql): Sql {
  if (!asksWords) return query(Prisma.sql`(${rows}) AS "task"`)
  const select = query(Prisma.sql`"seen" AS "task"`)
  return Prisma.sql`SELECT * FROM (WITH "seen" AS MATERIALIZED (${rows}) ${select}) AS "asked"`
}

const lastTime = 2 ** 43 - 1

/** The text index goes back in time, so a place only narrows it in a list that does so, too. */
function untilOf(column: SortColumn, order: 'asc' | 'desc', after: Place | null): number {
  return column === 'occurredMs' && order === 'desc' && after !== null && after.value !== null ? after.value : lastTime
}

/** Unknown values stand where the indexes have them on both databases. */
export function orderSql(column: SortColumn, order: 'asc' | 'desc'): Sql {
  const words = order === 'asc' ? 'ASC' : 'DESC'
  const nulls = column !== 'runtimeMs' ? '' : order === 'asc' ? ' NULLS FIRST' : ' NULLS LAST'
  return Prisma.raw(`"task"."${column}" ${words}${nulls}, "task"."key" ${words}`)
}

/**
 * Rows that follow a place. The plain bound on the sort column stands beside the exact one because both planners use it
 * as the start of an index range.
 */
export function afterSql(column: SortColumn, order: 'asc' | 'desc', { value, key }: Place): Sql {
  const name = Prisma.raw(`"task"."${column}"`)
  const beyond = Prisma.raw(order === 'asc' ? '>' : '<')
  if (value === null) return Prisma.sql`"task"."key" ${beyond} ${key}`
  const at = BigInt(value)
  return Prisma.sql`(${name} ${beyond}= ${at} AND (${name} ${beyond} ${at} OR (${name} = ${at} AND "task"."key" ${beyond} ${key})))`
}
