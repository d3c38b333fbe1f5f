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
    database.reader.task.findMany({
      select: summaryColumns,
      where: cursor ? { AND: [where, after(column, order, cursor, backwards)] } : where,
      orderBy: [orderOf(column, order, backwards), { key: order }],
      take: query.limit + 1,
    }),
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

/** Unknown run times stand last in either order, so a list sorted by run time still shows every row. */
function orderOf(
  column: (typeof columns)[SortKey],
  order: 'asc' | 'desc',
  backwards: boolean,
): Prisma.TaskOrderByWithRelationInput {
  return column === 'runtimeMs'
    ? { runtimeMs: { sort: order, nulls: backwards ? 'first' : 'last' } }
    : { [column]: order }
}

/**
 * Rows that follow the cursor's place in reading direction. The plain bound on the sort column stands beside the exact
 * one because both planners use it as the start of an index range; the OR alone they filter row by row.
 */
function after(
  column: (typeof columns)[SortKey],
  order: 'asc' | 'desc',
  { value, key }: Cursor,
  backwards: boolean,
): Prisma.TaskWhereInput {
  const beyond = order === 'asc' ? 'gt' : 'lt'
  const keyBeyond = { key: { [beyond]: key } }
  if (value === null) {
    const sameUnknown = { runtimeMs: null, ...keyBeyond }
    return backwards ? { OR: [sameUnknown, { runtimeMs: { not: null } }] } : sameUnknown
  }
  const at = BigInt(value)
  const exact: Prisma.TaskWhereInput = { OR: [{ [column]: { [beyond]: at } }, { [column]: at, ...keyBeyond }] }
  if (column === 'runtimeMs' && !backwards) return { OR: [exact, { runtimeMs: null }] }
  return { AND: [{ [column]: { [`${beyond}e`]: at } }, exact] }
}
