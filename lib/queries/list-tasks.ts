import type { TaskList, TaskListQuery } from '@/lib/contract/tasks'
import type { SortKey } from '@/lib/contract/values'
import type { Database } from '@/lib/db/client'
import { type Cursor, decodeCursor, encodeCursor } from './cursor'
import type { Place } from './search/branch-sql'
import { countSearch } from './search/count-search'
import { filterSearch } from './search/filter-search'
import { loadLostLimits } from './search/lost'
import { placeOf, planSearch, type SearchPage, searchTasks } from './search/search-tasks'
import { iso, type SummaryRow, toTaskSummary } from './task-summary'

export const sortColumns = {
  occurredAt: 'occurredMs',
  sizeBytes: 'sizeBytes',
  runtimeSeconds: 'runtimeMs',
} as const satisfies Record<SortKey, keyof SummaryRow>

/** Whose tasks are listed, and what is now. */
export type ListSubject = { appId: string; visibilityTimeoutSeconds: number | null; nowMs: number }

/**
 * One page of tasks by keyset: the place is carried by value, and one row more than asked tells whether there is another
 * page. Looks at a limited number of rows and says how far it came. Reads the index only, never S3. Throws `bad_search`
 * and `bad_cursor`.
 */
export async function listTasks(database: Database, subject: ListSubject, query: TaskListQuery): Promise<TaskList> {
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, query)
  const backwards = cursor?.direction === 'prev'
  const order = backwards === (query.order === 'asc') ? ('desc' as const) : ('asc' as const)
  const { appId, nowMs } = subject
  const limits = await loadLostLimits(database, appId, subject.visibilityTimeoutSeconds)
  const list = { column: sortColumns[query.sort], order, backwards }
  const plan = await planSearch({ database, appId, nowMs, limits }, filterSearch(query), list)
  const after: Place | null =
    cursor === null ? null : { value: cursor.value === null ? null : Number(cursor.value), key: cursor.key }

  const page = await searchTasks(database, appId, plan, after, query.limit)
  const total = (await countSearch(database, appId, plan)).total
  const rows = backwards ? [...page.rows].reverse() : page.rows
  const place = (at: Place | null, direction: Cursor['direction']) =>
    at === null
      ? null
      : encodeCursor({
          sort: query.sort,
          order: query.order,
          direction,
          value: at.value?.toString() ?? null,
          key: at.key,
        })
  const placed = (row: SummaryRow | undefined) => (row === undefined ? null : placeOf(row, plan.list))
  const goesOn = page.more || backwards ? placed(rows.at(-1)) : page.resumable ? page.place : null
  return {
    items: rows.map(toTaskSummary),
    next: place(goesOn, 'next'),
    prev: place(placed(rows[0]), 'prev') ?? (query.cursor === undefined ? null : sameWay(query.cursor, cursor, 'prev')),
    total,
    searched: { complete: page.place === null, to: searchedTo(page, query.sort) },
  }
}

/** An empty page can be left the way it was entered. */
function sameWay(text: string, cursor: Cursor | null, direction: Cursor['direction']): string | null {
  return cursor?.direction === direction ? text : null
}

function searchedTo({ place }: SearchPage, sort: SortKey): string | null {
  return place === null || place.value === null || sort !== 'occurredAt' ? null : iso(place.value)
}
