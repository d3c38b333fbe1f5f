import type { TaskSearch } from '@/lib/client/task-search'
import { type FilterField, narrow, qualifiers } from './filter-fields'

/** One word of what was typed: `queue:emails`, `exc:"Timeout: 3"`, or plain text. */
export type SearchWord = {
  field: FilterField | 'id' | null
  value: string
  /** Where it stands in the text. */
  start: number
  end: number
  /** Its quotes are still open. */
  open: boolean
}

const word = /(?:([A-Za-z]+):)?(?:"([^"]*)("|$)|(\S*))/y

/** Cuts typed text into words. A colon makes a qualifier only behind a word we know: "KeyError: 'x'" stays text. */
export function searchWords(text: string): SearchWord[] {
  const words: SearchWord[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1
      continue
    }
    word.lastIndex = at
    const match = word.exec(text)
    if (!match?.[0]) break
    const [whole, prefix, quoted, closing, bare] = match
    const field = prefix === undefined ? null : fieldOf(prefix)
    if (prefix !== undefined && field === null) {
      const end = at + (/^\S+/.exec(text.slice(at))?.[0].length ?? 1)
      words.push({ field: null, value: text.slice(at, end), start: at, end, open: false })
      at = end
      continue
    }
    words.push({ field, value: quoted ?? bare ?? '', start: at, end: at + whole.length, open: closing === '' })
    at += whole.length
  }
  return words
}

function fieldOf(prefix: string): FilterField | 'id' | null {
  const typed = prefix.toLowerCase()
  if (typed === 'id') return 'id'
  return qualifiers.find(({ words }) => words.includes(typed))?.field ?? null
}

/** The word being typed: the last one, unless a space follows it. */
export function currentWord(text: string): SearchWord | null {
  const last = searchWords(text).at(-1)
  return last && (last.end === text.length || last.open) ? last : null
}

/** What Enter does with the text: qualified words narrow the search, the others together are the free text. */
export function applySearchText(search: TaskSearch, text: string): TaskSearch {
  const words = searchWords(text)
  let narrowed = { ...search, cursor: null }
  for (const { field, value } of words) {
    if (field && field !== 'id' && value)
      narrowed = { ...narrow(narrowed, field, canonical(field, value)), cursor: null }
  }
  const free = words
    .filter(({ field, value }) => field === null && value)
    .map(({ value }) => value)
    .join(' ')
  return free ? { ...narrowed, q: free } : narrowed
}

/** Takes out the qualified words that are finished by a space; they become chips while one types on. */
export function takeFinishedWords(search: TaskSearch, text: string): { search: TaskSearch; text: string } | null {
  const finished = searchWords(text).filter(
    ({ field, value, end, open }) => field && field !== 'id' && value && !open && end < text.length,
  )
  if (finished.length === 0) return null
  let narrowed = search
  let rest = ''
  let from = 0
  for (const { field, value, start, end } of finished) {
    if (field && field !== 'id') narrowed = narrow(narrowed, field, canonical(field, value))
    rest += text.slice(from, start)
    from = end
  }
  return { search: narrowed, text: (rest + text.slice(from)).trimStart() }
}

/** Celery's own states are upper case; nobody should have to hold Shift for them. */
function canonical(field: FilterField, value: string): string {
  const upper = value.toUpperCase()
  return field === 'state' && celeryStates.includes(upper) ? upper : value
}

export const celeryStates = ['FAILURE', 'RETRY', 'STARTED', 'PROGRESS', 'SUCCESS', 'REVOKED', 'UNREADABLE']

/** Nearly every task id looks like this; any other can be opened with `id:`. */
export function looksLikeTaskId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}
