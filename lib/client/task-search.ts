import {
  filterLimits,
  isStorable,
  parseWindow,
  type SortKey,
  sortKeys,
  type WindowName,
  windowSeconds,
} from '@/lib/contract/values'

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
/** Reads a page URL. What does not fit the contract is left out and named in `ignored`, so that the page can say so. */
export function parseTaskSearch(params: URLSearchParams): { search: TaskSearch; ignored: string[] } {
  const ignored: string[] = []
  const search = completeTaskSearch({ app: params.get('app'), view: params.get('view') || null })
  for (const name of ['state', 'name'] as const) {
    const values = params.getAll(name)
    if (values.length <= filterLimits[`${name}s`] && values.every((value) => fits(name, value))) search[name] = values
    else ignored.push(name)
  }
  for (const name of texts) {
    const value = params.get(name)
    if (!value) continue
    if (fits(name, value)) search[name] = value
    else ignored.push(name)
  }
  const sort = params.get('sort') ?? search.sort
  const knownSort = sortKeys.find((key) => key === sort)
  if (knownSort) search.sort = knownSort
  else ignored.push('sort')
  const order = params.get('order') ?? search.order
  if (order === 'asc' || order === 'desc') search.order = order
  else ignored.push('order')
  const window = params.get('window')
  const known = window === 'all' ? window : parseWindow(window)
  if (window && !known) ignored.push('window')
  search.window = search.from || search.to ? null : (known ?? defaultWindow(search))
  return { search, ignored }
}

const isoForm = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

function isIsoTime(text: string): boolean {
  const day = isoForm.exec(text)?.[1]
  if (day === undefined) return false
  // JavaScript takes the 30th of February for the 2nd of March.
  const midnight = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
}

/** What the contract's taskListQuery says of a filter, which a test compares. */
function fits(name: 'state' | 'name' | (typeof texts)[number], value: string): boolean {
  if (name === 'from' || name === 'to') return isIsoTime(value)
  if (value.length > filterLimits[name]) return false
  return name === 'cursor' || (value !== '' && isStorable(value))
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
