import { type WindowName, windowName, windowSeconds } from '@/lib/contract/common'
import { type SortKey, taskListQuery } from '@/lib/contract/tasks'
import { type ParamValue, toQueryString } from './search-params'

/** What the Tasks screen shows, as its URL says it. Parameter names are the API's own, plus `window`. */
export type TaskSearch = {
  app: string | null
  /** The id of the view this list was opened by; it may say something else since. */
  view: string | null
  state: string[]
  name: string[]
  queue: string | null
  worker: string | null
  exception: string | null
  groupId: string | null
  q: string | null
  /** null where `from` or `to` say it exactly. */
  window: WindowName | 'all' | null
  from: string | null
  to: string | null
  sort: SortKey
  order: 'asc' | 'desc'
  cursor: string | null
}

const texts = ['queue', 'worker', 'exception', 'groupId', 'q', 'from', 'to', 'cursor'] as const
const fields = taskListQuery.shape

/** Reads a page URL. What does not fit the contract is left out and named in `ignored`, so that the page can say so. */
export function parseTaskSearch(params: URLSearchParams): { search: TaskSearch; ignored: string[] } {
  const ignored: string[] = []
  const search = completeTaskSearch({ app: params.get('app'), view: params.get('view') || null })
  for (const name of ['state', 'name'] as const) {
    const parsed = fields[name].safeParse(params.getAll(name))
    if (parsed.success) search[name] = parsed.data
    else ignored.push(name)
  }
  for (const name of texts) {
    const value = params.get(name)
    if (!value) continue
    if (fields[name].safeParse(value).success) search[name] = value
    else ignored.push(name)
  }
  const sort = fields.sort.safeParse(params.get('sort') ?? undefined)
  const order = fields.order.safeParse(params.get('order') ?? undefined)
  if (sort.success) search.sort = sort.data
  else ignored.push('sort')
  if (order.success) search.order = order.data
  else ignored.push('order')
  const window = params.get('window')
  const known = window === 'all' ? window : windowName.safeParse(window).data
  if (window && !known) ignored.push('window')
  search.window = search.from || search.to ? null : (known ?? defaultWindow(search))
  return { search, ignored }
}

/** Fills in the defaults: newest first, the last 24 hours unless a group or exact times are asked for. */
export function completeTaskSearch(given: Partial<TaskSearch>): TaskSearch {
  const search: TaskSearch = {
    app: null,
    view: null,
    state: [],
    name: [],
    queue: null,
    worker: null,
    exception: null,
    groupId: null,
    q: null,
    window: null,
    from: null,
    to: null,
    sort: 'occurredAt',
    order: 'desc',
    cursor: null,
    ...given,
  }
  if (search.from || search.to) search.window = null
  else search.window ??= defaultWindow(search)
  return search
}

/** A group is asked for as a whole: its members may be older than a day. */
function defaultWindow(search: Pick<TaskSearch, 'groupId'>): WindowName | 'all' {
  return search.groupId ? 'all' : '24h'
}

/** The page URL that says this search; defaults are left out, so that the plain list is "/tasks". */
export function tasksHref(given: Partial<TaskSearch>): string {
  const { sort, order, window, ...rest } = completeTaskSearch(given)
  return `/tasks${toQueryString({
    ...rest,
    window: window === defaultWindow(rest) ? null : window,
    sort: sort === 'occurredAt' ? null : sort,
    order: order === 'desc' ? null : order,
  })}`
}

/** The API's filter at this moment: a window becomes `from`. Sort, cursor and the name of a view are not part of it. */
export function filterParams(search: TaskSearch, nowMs: number): Record<string, ParamValue> {
  const { sort: _sort, order: _order, cursor: _cursor, view: _view, window, ...filter } = search
  if (window === null || window === 'all') return filter
  return { ...filter, from: new Date(nowMs - windowSeconds[window] * 1000).toISOString() }
}
