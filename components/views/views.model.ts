import { completeTaskSearch, type TaskSearch, tasksHref } from '@/lib/client/task-search'
import type { View, ViewRequest } from '@/lib/contract/views'
import { parseSearch } from '@/lib/search/parse-search'
import { allOf, fieldText, printSearch, printTerm } from '@/lib/search/print-search'
import type { TextKey } from '@/lib/search/syntax-tree'

/** What a view keeps of a list: all but the place in it. */
export type ViewContent = Omit<ViewRequest, 'name'>

/** The list as a view would keep it: its filters as one search, exact times among them. */
export function contentOf(search: TaskSearch): ViewContent {
  const query = allOf(
    within(search.q),
    oneOf('state', search.state),
    oneOf('type', search.name),
    ...(
      [
        ['queue', search.queue],
        ['worker', search.worker],
        ['exc', search.exception],
        ['group', search.groupId],
      ] as const
    ).map(([key, value]) => value !== null && fieldText(key, value)),
    search.from !== null && finished('>=', search.from),
    search.to !== null && finished('<', search.to),
  )
  const window = search.window === 'all' ? null : search.window
  return { query, sort: search.sort, order: search.order, window }
}

/** The list that a view opens. */
export function searchOf(view: View, app: string | null): TaskSearch {
  const { query, sort, order, window } = view
  return completeTaskSearch({ app, view: view.id, q: query || null, sort, order, window: window ?? 'all' })
}

export function viewHref(view: View, app: string | null): string {
  return tasksHref(searchOf(view, app))
}

/** Whether two lists show the same tasks in the same order, however their searches are written. */
export function sameContent(a: ViewContent, b: ViewContent): boolean {
  const text = ({ query, sort, order, window }: ViewContent) => JSON.stringify([plain(query), sort, order, window])
  return text(a) === text(b)
}

export type CurrentView =
  | { kind: 'none' }
  /** Shown until the views are known, and where the address names one that no longer is. */
  | { kind: 'loading' | 'gone' }
  | { kind: 'view'; view: View; changed: boolean }

/**
 * The view a list is looked at through: the one its address names, or else any that shows just this. `views` is undefined
 * until it is known.
 */
export function currentView(search: TaskSearch, views: View[] | undefined): CurrentView {
  const content = contentOf(search)
  if (!views) return { kind: search.view === null ? 'none' : 'loading' }
  if (search.view !== null) {
    const view = views.find(({ id }) => id === search.view)
    return view ? { kind: 'view', view, changed: !sameContent(view, content) } : { kind: 'gone' }
  }
  const same = views.find((view) => sameContent(view, content))
  return same ? { kind: 'view', view: same, changed: false } : { kind: 'none' }
}

/** An "or" must stay together when something is added to it. */
function within(q: string | null): string | null {
  const parsed = q === null ? null : parseSearch(q)
  return parsed?.kind === 'parsed' && parsed.node?.kind === 'or' ? `(${q})` : q
}

function oneOf(key: TextKey, values: string[]): string | null {
  if (values.length === 0) return null
  const terms = values.map((value) => printTerm({ key, value, wildcard: key === 'type' && value.endsWith('*') }))
  return `${key}:${terms.map((text) => text.slice(key.length + 1)).join(',')}`
}

function finished(operator: '>=' | '<', iso: string): string {
  return printTerm({ key: 'finished', operator, at: { kind: 'time', atMs: Date.parse(iso) } })
}

function plain(query: string): string {
  const parsed = parseSearch(query)
  return parsed.kind === 'parsed' ? printSearch(parsed.node) : query.trim()
}
