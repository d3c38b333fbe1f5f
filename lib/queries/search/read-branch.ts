import type { Database } from '@/lib/db/client'
import { withNumbers } from '@/lib/db/numbers'
import { Prisma } from '@/prisma/generated/sqlite/client'
import { type SummaryRow, summaryColumns } from '../task-summary'
import { type Access, allOf, timeSql } from './access'
import { afterSql, examined, examinedRows, type ListOrder, orderSql, type Place, selectSeen } from './branch-sql'
import type { Branch } from './resolve-search'

/** Rows in list order. `place`: so far was looked, and there may be more; null where everything was looked at. */
export type BranchPage = { rows: SummaryRow[]; place: Place | null; resumable: boolean }

/** More than this many words of one millisecond are given up. */
const mostOfOneTime = 64_000

const columns = Prisma.raw(
  Object.keys(summaryColumns)
    .map((name) => `"task"."${name}"`)
    .join(', '),
)

/** Up to `take` rows of a branch behind `after`, looking at a limited number of rows. */
export async function readBranch(
  database: Database,
  appId: string,
  { branch, access }: { branch: Branch; access: Access },
  list: ListOrder,
  after: Place | null,
  take: number,
  most = examinedRows,
): Promise<BranchPage> {
  if (access.kind === 'nothing') return { rows: [], place: null, resumable: true }
  const { column, order } = list
  // Where every row that is looked at is one of the list, in its order, a page of them is enough. The text index may have
  // some of the same millisecond that stood on the page before.
  const inTime = column === 'occurredMs' && order === 'desc'
  const whole = access.kind !== 'few' && access.rest.length === 0 && (access.kind === 'walk' || inTime)
  const limit = !whole ? most : access.kind === 'walk' ? take : 2 * take
  const { rows: source, last } = examined(database, appId, branch, access, list, after, limit)
  const conditions = [
    ...access.rest,
    ...(access.kind === 'walk' ? [] : timeSql(branch)),
    ...(access.kind === 'walk' || after === null ? [] : [afterSql(column, order, after)]),
  ]
  const query = selectSeen(
    branch,
    source,
    (from) => Prisma.sql`
      SELECT ${columns} FROM ${from} WHERE ${allOf(conditions)} ORDER BY ${orderSql(column, order)} LIMIT ${take}`,
  )
  const found = await database.reader.$queryRaw<SummaryRow[]>(query)
  const rows = found.map(asRow)
  if (last === null || rows.length === take || (whole && access.kind === 'walk'))
    return { rows, place: null, resumable: true }
  const [end] = await database.reader.$queryRaw<{ value: bigint | number | null; key: string }[]>(last)
  if (!end) return { rows, place: null, resumable: true }
  const place = { value: end.value === null ? null : Number(end.value), key: end.key }
  if (access.kind === 'walk') return { rows, place, resumable: true }
  if (!inTime) return { rows, place, resumable: false }
  // The text index tells times, not keys: what happened in the last millisecond is left for the next page.
  const sure = rows.filter((row) => Number(row.occurredMs) > (place.value ?? 0))
  if (sure.length === 0 && after?.value === place.value && most < mostOfOneTime) {
    return readBranch(database, appId, { branch, access }, list, after, take, most * 4)
  }
  return { rows: sure, place: { value: place.value, key: lastKey }, resumable: true }
}

/** Behind every key: the place before all rows of its time, in a list that goes back. */
const lastKey = '\u{10ffff}'

/** Raw queries give what each driver gives: booleans as numbers, whole numbers as bigint or not. */
function asRow(row: SummaryRow): SummaryRow {
  const { occurredMs, lastModifiedMs, dateDoneMs, sizeBytes, runtimeMs, retries, ...texts } = withNumbers(row)
  const big = (value: number | null) => (value === null ? null : BigInt(value))
  return {
    ...texts,
    retries,
    occurredMs: BigInt(occurredMs),
    lastModifiedMs: BigInt(lastModifiedMs),
    sizeBytes: BigInt(sizeBytes),
    dateDoneMs: big(dateDoneMs),
    runtimeMs: big(runtimeMs),
  }
}
