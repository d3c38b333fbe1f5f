import { contentOf } from '@/components/views/views.model'
import type { TaskSearch } from '@/lib/client/task-search'
import { windowSeconds } from '@/lib/contract/values'
import { allOf } from '@/lib/search/print-search'

/** All that the list holds as one search: its filters, its typed search and the beginning of its window. */
export function matchingText(search: TaskSearch, nowMs: number): string {
  const { query, window } = contentOf(search)
  const from = window === null ? null : new Date(nowMs - windowSeconds[window] * 1000).toISOString()
  return allOf(query, from !== null && `finished:>=${from}`)
}
