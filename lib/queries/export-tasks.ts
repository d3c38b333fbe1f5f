import type { Count } from '@/lib/contract/common'
import type { TaskListQuery, TaskSummary } from '@/lib/contract/tasks'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { type ListSubject, sortColumns } from './list-tasks'
import { countSearch } from './search/count-search'
import { filterSearch } from './search/filter-search'
import { loadLostLimits } from './search/lost'
import { placeOf, planSearch, searchTasks } from './search/search-tasks'
import { toTaskSummary } from './task-summary'

export type ExportQuery = Pick<TaskListQuery, 'sort' | 'order'> & Parameters<typeof filterSearch>[0]

/** `total`: counted before the first row is read. `pages`: every matching task, up to `pageRows` at a time. */
export type TaskExport = { total: Count; pages: AsyncGenerator<TaskSummary[], void> }

const pageRows = 500

/**
 * Every task of a filter in list order, read page by page as somebody takes them: what is held is one page. Tasks that
 * arrive meanwhile are left out. Reads the index only. Throws `bad_search`, and `bad_request` for an order in which a
 * search of text cannot be read to its end.
 */
export async function exportTasks(database: Database, subject: ListSubject, query: ExportQuery): Promise<TaskExport> {
  const { appId, nowMs } = subject
  const limits = await loadLostLimits(database, appId, subject.visibilityTimeoutSeconds)
  const list = { column: sortColumns[query.sort], order: query.order }
  const filter = { ...query, to: query.to ?? (await justAfterNewest(database, subject)) }
  const plan = await planSearch({ database, appId, nowMs, limits }, filterSearch(filter), list)
  const inTime = query.sort === 'occurredAt' && query.order === 'desc'
  if (!inTime && plan.branches.some(({ access }) => access.kind === 'text')) {
    throw new AppError('bad_request', 'A search of text is exported newest first only. Sort by time, newest first.', {
      details: { field: 'sort' },
    })
  }
  const { total } = await countSearch(database, appId, plan)
  return { total, pages: pages() }

  async function* pages(): TaskExport['pages'] {
    let after: Parameters<typeof searchTasks>[3] = null
    for (;;) {
      const page = await searchTasks(database, appId, plan, after, pageRows)
      if (page.rows.length > 0) yield page.rows.map(toTaskSummary)
      const last = page.rows.at(-1)
      after = page.more && last ? placeOf(last, list) : page.place
      if (after === null) return
      if (!page.more && !page.resumable) throw new Error('An export could not go on behind what was looked at.')
    }
  }
}

/** A worker's clock may be ahead of ours: the end of time is behind the newest task, not at our "now". */
async function justAfterNewest(database: Database, { appId, nowMs }: ListSubject): Promise<string> {
  const newest = await database.reader.task.findFirst({
    select: { occurredMs: true },
    where: { appId },
    orderBy: [{ occurredMs: 'desc' }, { key: 'desc' }],
  })
  return new Date(Math.max(nowMs, Number(newest?.occurredMs ?? 0n)) + 1).toISOString()
}
