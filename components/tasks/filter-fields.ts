import type { TaskSearch } from '@/lib/client/task-search'
import type { SuggestionKind } from '@/lib/contract/tasks'

/** What a list can be narrowed by, with the word a person types for it. */
export type FilterField = 'state' | 'name' | 'queue' | 'worker' | 'exception' | 'groupId'

export type Qualifier = {
  field: FilterField
  /** Typed before the colon; the first is the one we show. */
  words: [string, ...string[]]
  label: string
  hint: string
  /** Values can be suggested by the API. */
  kind: SuggestionKind | null
}

export const qualifiers: Qualifier[] = [
  { field: 'name', words: ['name', 'task', 'type'], label: 'name', hint: 'app.mail.send, or app.mail.*', kind: 'name' },
  { field: 'state', words: ['state', 'status'], label: 'state', hint: 'FAILURE, STARTED, or your own', kind: null },
  { field: 'queue', words: ['queue'], label: 'queue', hint: 'where it was sent', kind: 'queue' },
  { field: 'worker', words: ['worker'], label: 'worker', hint: 'who ran it', kind: 'worker' },
  {
    field: 'exception',
    words: ['exc', 'exception'],
    label: 'exception',
    hint: 'its type, KeyError',
    kind: 'exception',
  },
  { field: 'groupId', words: ['group'], label: 'group', hint: 'members of one group', kind: null },
]

export function qualifierOf(field: FilterField): Qualifier {
  const [first] = qualifiers
  const found = qualifiers.find((qualifier) => qualifier.field === field) ?? first
  if (!found) throw new Error('There are no qualifiers.')
  return found
}

/** The search narrowed by one more value. Names and states add up, of anything else there is one. Paging starts anew. */
export function narrow(search: TaskSearch, field: FilterField, value: string): TaskSearch {
  if (field === 'state' || field === 'name') {
    const values = search[field].includes(value) ? search[field] : [...search[field], value]
    return { ...search, [field]: values, cursor: null }
  }
  return { ...search, [field]: value, cursor: null }
}
