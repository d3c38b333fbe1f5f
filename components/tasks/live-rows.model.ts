import { isReady, unreadableState } from '@/lib/celery/states'
import type { TaskList, TaskSummary } from '@/lib/contract/tasks'

/** Rows worth asking for again: they have not come to their end. */
export function unfinishedIds(rows: TaskSummary[], gone: ReadonlySet<string>): string[] {
  return rows
    .filter(({ taskId, state }) => !isReady(state) && state !== unreadableState && !gone.has(taskId))
    .map(({ taskId }) => taskId)
}

/** The page with newer versions of its rows in their places. Nothing moves, nothing is added. */
export function patchRows(page: TaskList, fresh: TaskSummary[]): TaskList {
  const byId = new Map(fresh.map((row) => [row.taskId, row]))
  return { ...page, items: page.items.map((row) => byId.get(row.taskId) ?? row) }
}

/** Asked for and not answered: forgotten by somebody else, or expired in the bucket. */
export function goneIds(asked: string[], fresh: TaskSummary[]): string[] {
  const there = new Set(fresh.map(({ taskId }) => taskId))
  return asked.filter((id) => !there.has(id))
}

export function withoutRows(page: TaskList, ids: ReadonlySet<string>): TaskList {
  const items = page.items.filter(({ taskId }) => !ids.has(taskId))
  return { ...page, items, total: { ...page.total, count: page.total.count - (page.items.length - items.length) } }
}

/**
 * How many results wait above the first row. Rows on the page that have finished since come back as newer too: they are
 * patched in place already and do not count.
 */
export function countNew(newer: TaskSummary[], shown: TaskSummary[], limit: number): { count: number; more: boolean } {
  const known = new Set(shown.map(({ taskId }) => taskId))
  return { count: newer.filter(({ taskId }) => !known.has(taskId)).length, more: newer.length >= limit }
}
