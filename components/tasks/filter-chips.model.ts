import { windowSentences } from '@/components/layout/window-words'
import { formatUtc } from '@/components/ui/format-time'
import { completeTaskSearch, type TaskSearch, tasksHref } from '@/lib/client/task-search'
import { partsOf, withoutPart } from '@/lib/search/search-parts'
import { type FilterField, fieldLabels } from './filter-fields'

export type FilterChip = {
  key: string
  label: string
  value: string
  /** The same list without it. */
  removeHref: string
  /** What to type for it. Only of what was typed. */
  text?: string
}

const single = ['queue', 'worker', 'exception', 'groupId'] as const satisfies FilterField[]

/** Everything that keeps rows from the list, as chips; the window too, so that nothing is left out in silence. */
export function filterChips(search: TaskSearch): FilterChip[] {
  const chips: FilterChip[] = []
  const add = (key: string, label: string, value: string, without: Partial<TaskSearch>, text?: string) =>
    chips.push({ key, label, value, removeHref: tasksHref({ ...search, cursor: null, ...without }), text })

  for (const field of ['state', 'name'] as const)
    for (const value of search[field])
      add(`${field}:${value}`, fieldLabels[field], value, { [field]: search[field].filter((v) => v !== value) })
  for (const field of single) {
    const value = search[field]
    if (value !== null) add(field, fieldLabels[field], value, { [field]: null, ...keepWindow(search) })
  }
  for (const [index, { label, value, text, without }] of typedParts(search.q).entries())
    add(`q${index}`, label, value, { q: without || null }, text)
  if (search.from !== null) add('from', 'from', moment(search.from), { from: null, ...boundless(search, 'to') })
  if (search.to !== null) add('to', 'until', moment(search.to), { to: null, ...boundless(search, 'from') })
  if (search.window !== null && search.window !== 'all')
    add('window', 'window', windowSentences[search.window], { window: 'all' })
  return chips
}

/** What must all hold, one by one; a search that cannot be understood is one. */
function typedParts(q: string | null): { label: string; value: string; text: string; without: string }[] {
  if (q === null) return []
  const parts = partsOf(q)
  if (parts === null) return [{ label: 'search', value: q, text: q, without: '' }]
  return parts.map(({ text, node }, index) => {
    const [, key, value] = (node.kind === 'term' && /^([A-Za-z]+):(.*)$/s.exec(text)) || []
    const term = node.kind === 'term' && node.term.key !== 'text' ? key : undefined
    const label = term ?? (node.kind === 'term' ? 'text' : 'search')
    return { label, value: term ? (value ?? '') : text, text, without: withoutPart(parts, index) }
  })
}

/** Removing a group must not narrow the time at the same moment. */
function keepWindow(search: TaskSearch): Partial<TaskSearch> {
  return { window: search.window }
}

/** Without its last bound a range is all time, not the default window: removing a chip never hides rows. */
function boundless(search: TaskSearch, other: 'from' | 'to'): Partial<TaskSearch> {
  return search[other] === null ? { window: 'all' } : {}
}

function moment(iso: string): string {
  return formatUtc(Date.parse(iso)).replace(/:00 UTC$/, ' UTC')
}

/** The list with nothing but its app: default window, no filter. */
export function clearedHref(search: TaskSearch): string {
  return tasksHref(completeTaskSearch({ app: search.app, sort: search.sort, order: search.order }))
}
