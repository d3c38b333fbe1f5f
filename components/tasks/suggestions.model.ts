import { type FilterField, qualifiers } from './filter-fields'
import { celeryStates, looksLikeTaskId, type SearchWord } from './search-text.model'

export type SearchOption =
  | { kind: 'filter'; field: FilterField; value: string }
  /** Writes "queue:" into the field, to go on typing. */
  | { kind: 'qualifier'; word: string; hint: string }
  | { kind: 'text'; text: string }
  | { kind: 'open'; taskId: string }

/** Known values by field, as far as they have been asked for. */
export type KnownValues = Partial<Record<FilterField, string[]>>

/** Of each kind, when no qualifier says which is meant. */
const shareOf: [FilterField, number][] = [
  ['name', 5],
  ['exception', 3],
  ['queue', 3],
  ['worker', 2],
]

/** What to offer under the search field for the word being typed. `text` is all of it. */
export function searchOptions(text: string, word: SearchWord | null, known: KnownValues): SearchOption[] {
  if (word === null)
    return text.trim() === ''
      ? qualifiers.map(({ words: [first], hint }) => ({ kind: 'qualifier', word: `${first}:`, hint }))
      : [{ kind: 'text', text: text.trim() }]
  if (word.field === 'id') return word.value ? [{ kind: 'open', taskId: word.value }] : []
  if (word.field === 'state') return stateOptions(word.value, known.state ?? [])
  if (word.field) {
    const { field, value } = word
    const options = (known[field] ?? []).map((each): SearchOption => ({ kind: 'filter', field, value: each }))
    return field === 'name' ? [...prefixOption(value, known.name ?? []), ...options] : options
  }
  const options: SearchOption[] = looksLikeTaskId(word.value) ? [{ kind: 'open', taskId: word.value }] : []
  options.push({ kind: 'text', text: text.trim() })
  options.push(...stateOptions(word.value, known.state ?? []).slice(0, 2))
  options.push(...prefixOption(word.value, known.name ?? []))
  for (const [field, share] of shareOf)
    for (const value of (known[field] ?? []).slice(0, share)) options.push({ kind: 'filter', field, value })
  return options
}

function stateOptions(typed: string, counted: string[]): SearchOption[] {
  const states = [...new Set([...celeryStates, ...counted])]
  return states
    .filter((state) => state.toLowerCase().startsWith(typed.toLowerCase()))
    .map((value) => ({ kind: 'filter', field: 'state', value }))
}

/** "app.mail" offers app.mail.*, where several names begin so. */
function prefixOption(typed: string, names: string[]): SearchOption[] {
  const prefix = typed.replace(/\.?\*?$/, '')
  if (!prefix) return []
  const below = names.filter((name) => name.startsWith(`${prefix}.`))
  return below.length > 1 ? [{ kind: 'filter', field: 'name', value: `${prefix}.*` }] : []
}
