import type { SuggestionKind } from '@/lib/contract/values'
import type { TypedWord } from '@/lib/search/complete-search'
import type { SearchKey } from '@/lib/search/search-keys'
import { hintOf, keyHints } from './search-keys'
import { celeryStates, looksLikeTaskId } from './search-text.model'

export type SearchOption =
  | { kind: 'value'; key: SearchKey; value: string; wildcard?: boolean; means?: string }
  /** Writes "queue:" into the field, to go on typing. */
  | { kind: 'key'; key: SearchKey; hint: string }
  | { kind: 'text'; text: string }
  | { kind: 'open'; taskId: string }

/** Known values, as far as they have been asked for; states are those that occur. */
export type KnownValues = Partial<Record<SuggestionKind | 'state', string[]>>

/** Of each kind, when no key says which is meant. */
const shareOf: [SearchKey, SuggestionKind, number][] = [
  ['type', 'name', 5],
  ['exc', 'exception', 3],
  ['queue', 'queue', 3],
  ['worker', 'worker', 2],
]

/** What to offer under the search field for the word being typed. `text` is all of it. */
export function searchOptions(text: string, word: TypedWord | null, known: KnownValues): SearchOption[] {
  if (word === null)
    return /(^|[\s(])$/.test(text)
      ? keyHints.map(({ key, hint }) => ({ kind: 'key', key, hint }))
      : [{ kind: 'text', text: text.trim() }]
  if (word.key !== null) return valuesFor(word.key, word.typed, known)
  const options: SearchOption[] = looksLikeTaskId(text.trim()) ? [{ kind: 'open', taskId: text.trim() }] : []
  options.push({ kind: 'text', text: text.trim() }, ...keysFor(word.typed))
  options.push(...stateOptions(word.typed, known.state ?? []).slice(0, 2))
  options.push(...prefixOption(word.typed, known.name ?? []))
  for (const [key, kind, share] of shareOf)
    for (const value of (known[kind] ?? []).slice(0, share)) options.push({ kind: 'value', key, value })
  return options
}

function valuesFor(key: SearchKey, typed: string, known: KnownValues): SearchOption[] {
  if (key === 'id') return typed && !typed.includes('*') ? [{ kind: 'open', taskId: typed }] : []
  if (key === 'state') return stateOptions(typed, known.state ?? [])
  const hint = hintOf(key)
  if (!hint?.kind)
    return (hint?.examples ?? [])
      .filter(([value]) => value.startsWith(typed))
      .map(([value, means]) => ({ kind: 'value', key, value, means }))
  const options = (known[hint.kind] ?? []).map((value): SearchOption => ({ kind: 'value', key, value }))
  return key === 'type' ? [...prefixOption(typed, known.name ?? []), ...options] : options
}

function keysFor(typed: string): SearchOption[] {
  return keyHints
    .filter(({ key }) => typed.length > 1 && key.startsWith(typed.toLowerCase()))
    .map(({ key, hint }) => ({ kind: 'key', key, hint }))
}

function stateOptions(typed: string, counted: string[]): SearchOption[] {
  const states = [...new Set([...celeryStates, ...counted])]
  return states
    .filter((state) => state.toLowerCase().startsWith(typed.toLowerCase()))
    .map((value) => ({ kind: 'value', key: 'state', value }))
}

/** "app.mail" offers app.mail.*, where several names begin so. */
function prefixOption(typed: string, names: string[]): SearchOption[] {
  const prefix = typed.replace(/\.?\*?$/, '')
  if (!prefix || /[\s()",]/.test(prefix)) return []
  const below = names.filter((name) => name.startsWith(`${prefix}.`))
  return below.length > 1 ? [{ kind: 'value', key: 'type', value: `${prefix}.*`, wildcard: true }] : []
}
