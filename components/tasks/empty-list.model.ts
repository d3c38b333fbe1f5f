import { windowSentences } from '@/components/layout/window-words'
import { type TaskSearch, tasksHref } from '@/lib/client/task-search'
import type { TaskList } from '@/lib/contract/tasks'
import { type FilterChip, filterChips } from './filter-chips.model'

export type EmptyList =
  /** The bucket has no result at all, as far as it was read. */
  | { kind: 'nothing-stored' }
  /** A rare combination: nothing up to here, and there is more to look through. */
  | { kind: 'so-far'; to: string | null; nextHref: string }
  /** Older or newer rows were there, this page has none. */
  | { kind: 'past-the-end'; firstHref: string }
  /** Rows exist, but not here. `remove` are filters to try without. */
  | { kind: 'no-match'; span: string; remove: FilterChip[]; wider: { label: string; href: string }[] }

/** Why a list is empty, and the ways out. `indexed` is how many tasks the index holds, null where that is not known. */
export function emptyList(
  search: TaskSearch,
  indexed: number | null,
  page?: Pick<TaskList, 'next' | 'searched'>,
): EmptyList {
  if (indexed === 0) return { kind: 'nothing-stored' }
  if (page?.next && !page.searched.complete)
    return { kind: 'so-far', to: page.searched.to, nextHref: tasksHref({ ...search, cursor: page.next }) }
  if (search.cursor !== null) return { kind: 'past-the-end', firstHref: tasksHref({ ...search, cursor: null }) }
  const remove = filterChips(search).filter(({ key }) => !['window', 'from', 'to'].includes(key))
  return { kind: 'no-match', span: spanOf(search), remove, wider: widerSpans(search) }
}

function spanOf(search: TaskSearch): string {
  return search.window === null
    ? 'the chosen time'
    : search.window === 'all'
      ? 'all time'
      : `the ${windowSentences[search.window]}`
}

function widerSpans(search: TaskSearch): { label: string; href: string }[] {
  const href = (window: '7d' | 'all') => tasksHref({ ...search, from: null, to: null, window })
  if (search.window === 'all') return []
  const all = { label: 'Search all time', href: href('all') }
  return search.window === '1h' || search.window === '24h'
    ? [{ label: 'Widen to 7 days', href: href('7d') }, all]
    : [all]
}
