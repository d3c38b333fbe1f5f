import { isReady, unreadableState } from '@/lib/celery/states'
import type { TaskList, TaskSummary } from '@/lib/contract/tasks'

/** What a server takes as an address, with room for everything else: Node.js refuses headers above 16 kB. */
const addressBudget = 8_000

/** Rows worth asking for again: they have not come to their end. As many as an address has room for, from the top. */
export function unfinishedIds(rows: TaskSummary[], gone: ReadonlySet<string>): string[] {
  let length = 0
  return rows
    .filter(({ taskId, state }) => !isReady(state) && state !== unreadableState && !gone.has(taskId))
    .map(({ taskId }) => taskId)
    .filter((taskId) => {
      length += encodeURIComponent(taskId).length + '&id='.length
      return length <= addressBudget
    })
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
