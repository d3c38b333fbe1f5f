import type { TaskSearch } from '@/lib/client/task-search'
import { parseSearch } from '@/lib/search/parse-search'
import { bothOf, partsOf, type SearchPart, valuesOf } from '@/lib/search/search-parts'
import type { SearchNode, SearchProblem } from '@/lib/search/syntax-tree'
import { type FilterField, narrow } from './filter-fields'

/** Why the typed text is no search, and where; null for one that can be understood. */
export function mistakeIn(text: string): SearchProblem | null {
  const parsed = parseSearch(text)
  return parsed.kind === 'problem' ? parsed.problem : null
}

/**
 * The list narrowed by what was typed, from its first page; null for what cannot be understood. What a tab or a filter of
 * its own shows becomes that, everything else is added to the text of the search.
 */
export function applySearchText(search: TaskSearch, text: string): TaskSearch | null {
  const parts = partsOf(text)
  if (parts === null) return null
  // What could not be understood gives way to what can.
  const q = search.q !== null && mistakeIn(search.q) ? null : search.q
  let narrowed: TaskSearch = { ...search, q, cursor: null }
  const rest: string[] = []
  for (const part of parts) narrowed = takeField(narrowed, part) ?? keep(narrowed, part)
  const whole = parts.length === 1 && rest.length === 1 ? text.trim() : rest.join(' ')
  return rest.length === 0 ? narrowed : { ...narrowed, q: bothOf(narrowed.q, whole) }

  function keep(same: TaskSearch, part: SearchPart): TaskSearch {
    rest.push(part.text)
    return same
  }
}

const fields = [
  { field: 'name', key: 'type', many: true },
  { field: 'state', key: 'state', many: true },
  { field: 'queue', key: 'queue', many: false },
  { field: 'worker', key: 'worker', many: false },
  { field: 'exception', key: 'exc', many: false },
  { field: 'groupId', key: 'group', many: false },
] as const

/** A filter that is free yet and means the same; null where only the language can say it. */
function takeField(search: TaskSearch, { node }: SearchPart): TaskSearch | null {
  for (const { field, key, many } of fields) {
    const values = valuesOf(node, key)
    if (values.length === 0) continue
    const taken = Array.isArray(search[field]) ? search[field].length > 0 : search[field] !== null
    if (taken || (!many && values.length > 1) || !values.every((value) => isPlain(node, field, value))) return null
    return values.reduce((now, value) => narrow(now, field, value), search)
  }
  return null
}

/** Names may end in a wildcard there; nothing else knows one, and a "*" that is meant cannot be told. */
function isPlain(node: SearchNode, field: FilterField, value: string): boolean {
  const wild = node.kind === 'term' ? 'wildcard' in node.term && node.term.wildcard : value.includes('*')
  if (!wild) return field !== 'name' || !value.endsWith('*')
  return field === 'name' && node.kind === 'term' && value.indexOf('*') === value.length - 1
}

/** Whether some of a search is free text. */
export function looksForText(q: string | null): boolean {
  const parsed = parseSearch(q ?? '')
  return parsed.kind === 'parsed' && parsed.node !== null && hasText(parsed.node)
}

function hasText(node: SearchNode): boolean {
  if (node.kind === 'term') return node.term.key === 'text'
  return node.kind === 'not' ? hasText(node.node) : node.nodes.some(hasText)
}

export const celeryStates = ['FAILURE', 'RETRY', 'STARTED', 'PROGRESS', 'SUCCESS', 'REVOKED', 'UNREADABLE']

/** Nearly every task id looks like this; any other can be opened with `id:`. */
export function looksLikeTaskId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}
