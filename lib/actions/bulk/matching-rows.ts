import type { Database } from '@/lib/db/client'
import { allOf, timeSql } from '@/lib/queries/search/access'
import { selectSeen } from '@/lib/queries/search/branch-sql'
import { resolveSearch } from '@/lib/queries/search/resolve-search'
import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Frozen } from './frozen'

export type MatchingRow = { key: string; version: string; sizeBytes: number }
export type Matching = {
  count: number
  bytes: number
  exact: boolean
  unfinished: number
  succeeded: number
  unnamed: number
}

/** What must hold of a row, for `selectSeen`. */
export type Matches = { sql: Prisma.Sql; asksWords: boolean }

/** Rows looked at by one statement, and by one call that looks for some that match. */
const examinedRows = 4_000
const mostExamined = 200_000

/** What must hold of a row of "task" to be meant by a frozen search. */
export async function matchingSql(
  database: Database,
  appId: string,
  { node, nowMs, untilMs, limits }: Extract<Frozen, { kind: 'search' }>,
): Promise<Matches> {
  const branches = await resolveSearch({ database, appId, nowMs, limits }, node)
  const until = BigInt(untilMs)
  const ways = branches.map((branch) => allOf([...branch.conditions.map(({ sql }) => sql), ...timeSql(branch)]))
  // What was indexed later was not seen, even where S3's clock, which tells whole seconds, says that it was older.
  const known = Prisma.sql`"task"."lastModifiedMs" <= ${until} AND "task"."indexedMs" <= ${until}`
  const anyWay = Prisma.join(
    ways.map((way) => Prisma.sql`(${way})`),
    ' OR ',
  )
  return { sql: Prisma.sql`${known} AND (${anyWay})`, asksWords: branches.some(({ asksWords }) => asksWords) }
}

/**
 * Up to `take` rows that match, in the order of their keys behind `after`: a key never moves, so that nothing is missed
 * or met twice while workers write. `upTo`: how far was looked; null: to the end.
 */
export async function readMatching(
  { reader }: Database,
  appId: string,
  matches: Matches,
  after: string,
  take: number,
): Promise<{ rows: MatchingRow[]; upTo: string | null }> {
  const rows: MatchingRow[] = []
  let from = after
  for (let examined = 0; examined < mostExamined; examined += examinedRows) {
    const behind = Prisma.sql`FROM "task" WHERE "appId" = ${appId} AND "key" > ${from} ORDER BY "key"`
    const query = selectSeen(
      matches,
      Prisma.sql`SELECT * ${behind} LIMIT ${examinedRows}`,
      (source) => Prisma.sql`
        SELECT "task"."key", "task"."etag" AS "version", "task"."sizeBytes" FROM ${source} WHERE ${matches.sql}
        ORDER BY "task"."key" LIMIT ${take - rows.length}`,
    )
    const found = await reader.$queryRaw<{ key: string; version: string; sizeBytes: bigint | number }[]>(query)
    rows.push(...found.map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes) })))
    const last = rows.at(-1)
    if (rows.length === take && last) return { rows, upTo: last.key }
    const [end] = await reader.$queryRaw<{ key: string }[]>`
      SELECT "key" ${behind} LIMIT 1 OFFSET ${examinedRows - 1}`
    if (!end) return { rows, upTo: null }
    from = end.key
  }
  return { rows, upTo: from }
}

/** Counts what matches, for so many milliseconds at most; `exact` says whether that was enough. */
export async function countMatching(
  { reader }: Database,
  appId: string,
  matches: Matches,
  milliseconds: number,
): Promise<Matching> {
  const rowsAtOnce = 50_000
  const startedMs = performance.now()
  const sum: Matching = { count: 0, bytes: 0, exact: true, unfinished: 0, succeeded: 0, unnamed: 0 }
  for (let from = ''; ; ) {
    const behind = Prisma.sql`FROM "task" WHERE "appId" = ${appId} AND "key" > ${from} ORDER BY "key"`
    const query = selectSeen(
      matches,
      Prisma.sql`SELECT * ${behind} LIMIT ${rowsAtOnce}`,
      (source) => Prisma.sql`
        SELECT COUNT(*) AS "count", SUM("sizeBytes") AS "bytes",
          COUNT(*) FILTER (WHERE "ready" = false) AS "unfinished",
          COUNT(*) FILTER (WHERE "state" = 'SUCCESS') AS "succeeded",
          COUNT(*) FILTER (WHERE "name" IS NULL) AS "unnamed"
        FROM ${source} WHERE ${matches.sql}`,
    )
    const [row] =
      await reader.$queryRaw<Record<'count' | 'bytes' | 'unfinished' | 'succeeded' | 'unnamed', unknown>[]>(query)
    for (const name of ['count', 'bytes', 'unfinished', 'succeeded', 'unnamed'] as const)
      sum[name] += Number(row?.[name] ?? 0)
    const [end] = await reader.$queryRaw<{ key: string }[]>`SELECT "key" ${behind} LIMIT 1 OFFSET ${rowsAtOnce - 1}`
    if (!end) return sum
    if (performance.now() - startedMs > milliseconds) return { ...sum, exact: false }
    from = end.key
  }
}
