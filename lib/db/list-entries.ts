import type { IndexedEntry, IndexRange } from '@/lib/sync/index-port'
import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Database } from './client'
import { keyBounds } from './key-range'
import { withNumbers } from './numbers'

/** Keys of tasks and groups in byte order: the index's side of the merge with the listing of the store. */
export async function listEntries(
  database: Database,
  appId: string,
  range: IndexRange,
  limit: number,
): Promise<IndexedEntry[]> {
  const { after, from, before, upTo } = keyBounds(range)
  const where = Prisma.join(
    [
      Prisma.sql`"appId" = ${appId}`,
      ...(after === null ? [] : [Prisma.sql`"key" > ${after}`]),
      ...(from === null ? [] : [Prisma.sql`"key" >= ${from}`]),
      ...(before === null ? [] : [Prisma.sql`"key" < ${before}`]),
      ...(upTo === null ? [] : [Prisma.sql`"key" <= ${upTo}`]),
    ],
    ' AND ',
  )
  const page = (table: string) => Prisma.sql`
    SELECT * FROM (
      SELECT "key", "etag", "lastModifiedMs" FROM ${Prisma.raw(`"${table}"`)}
      WHERE ${where} ORDER BY "key" LIMIT ${limit}
    ) AS ${Prisma.raw(`"${table}_page"`)}`
  const rows = await database.reader.$queryRaw<{ key: string; etag: string; lastModifiedMs: bigint }[]>`
    ${page('task')} UNION ALL ${page('group_result')} ORDER BY "key" LIMIT ${limit}`
  return rows
    .map(withNumbers)
    .map(({ key, etag, lastModifiedMs }) => ({ key, version: etag, modifiedMs: lastModifiedMs }))
}
