import type { SortKey, TaskList, TaskListQuery } from '@/lib/contract/tasks'
import type { Database } from '@/lib/db/client'
import type { Prisma } from '@/prisma/generated/sqlite/client'
import { countTasks } from './count-tasks'
import { type Cursor, decodeCursor, encodeCursor } from './cursor'
import { type SummaryRow, summaryColumns, toTaskSummary } from './task-summary'
import { taskWhere } from './task-where'

const columns = {
  occurredAt: 'occurredMs',
  sizeBytes: 'sizeBytes',
  runtimeSeconds: 'runtimeMs',
} as const satisfies Record<SortKey, keyof SummaryRow>

/**
 * One page of tasks by keyset: the place is carried by value, one row more than asked tells whether there is another
 * page, and nothing is ever counted for paging. Reads the index only, never S3.
 */
export async function listTasks(database: Database, appId: string, query: TaskListQuery): Promise<TaskList> {
  const where = taskWhere(appId, query, database.dialect)
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, query)
  const backwards = cursor?.direction === 'prev'
  const column = columns[query.sort]
  const order = backwards ? flip(query.order) : query.order

  const [rows, total] = await Promise.all([
    readRows(database, { where, column, order, cursor, backwards }, query.limit + 1),
    countTasks(database, appId, query),
  ])

  const more = rows.length > query.limit
  const page = rows.slice(0, query.limit)
  if (backwards) page.reverse()
  const place = (row: SummaryRow | undefined, direction: Cursor['direction']) =>
    row === undefined
      ? null
      : encodeCursor({
          sort: query.sort,
          order: query.order,
          direction,
          value: row[column]?.toString() ?? null,
          key: row.key,
        })
  return {
    items: page.map(toTaskSummary),
    next: more || backwards ? place(page.at(-1), 'next') : null,
    prev: place(page[0], 'prev') ?? (backwards ? (query.cursor ?? null) : null),
    total,
  }
}

function flip(order: 'asc' | 'desc'): 'asc' | 'desc' {
  return order === 'asc' ? 'desc' : 'asc'
}

type Reading = {
  where: Prisma.TaskWhereInput
  column: (typeof columns)[SortKey]
  order: 'asc' | 'desc'
  cursor: Cursor | null
  backwards: boolean
}

/**
 * Up to `take` rows in reading direction. Run times may be unknown; those rows stand last in either order, so a list
 * sorted by run time still shows every row. The two parts are read one after the other, each along an index: told to
 * put nulls last, SQLite would sort the whole table.
 */
async function readRows(database: Database, reading: Reading, take: number): Promise<SummaryRow[]> {
  const { where, column, order, cursor, backwards } = reading
  const parts: Prisma.TaskWhereInput[] =
    column === 'runtimeMs' ? [{ runtimeMs: { not: null } }, { runtimeMs: null }] : [{}]
  if (backwards) parts.reverse()
  const inLastPart = cursor !== null && (cursor.value === null) !== backwards
  const from = parts.length > 1 && cursor !== null && inLastPart ? 1 : 0
  const rows: SummaryRow[] = []
  for (const [index, part] of parts.entries()) {
    if (index < from || rows.length === take) continue
    const place = cursor !== null && index === from ? after(column, order, cursor) : {}
    const found = await database.reader.task.findMany({
      select: summaryColumns,
      where: { AND: [where, part, place] },
      orderBy: [{ [column]: order }, { key: order }],
      take: take - rows.length,
    })
    rows.push(...found)
  }
  return rows
}

/**
 * Rows of its own part that follow the cursor's place. The plain bound on the sort column stands beside the exact one
 * because both planners use it as the start of an index range; the OR alone they filter row by row.
 */
function after(column: Reading['column'], order: 'asc' | 'desc', { value, key }: Cursor): Prisma.TaskWhereInput {
  const beyond = order === 'asc' ? 'gt' : 'lt'
  const keyBeyond = { key: { [beyond]: key } }
  if (value === null) return keyBeyond
  const at = BigInt(value)
  return {
    AND: [
      { [column]: { [`${beyond}e`]: at } },
      { OR: [{ [column]: { [beyond]: at } }, { [column]: at, ...keyBeyond }] },
    ],
  }
}
