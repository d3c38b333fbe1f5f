import { fieldText } from './print-search'
import { keyOf, type SearchKey } from './search-keys'
import { type Span, type TextKey, textKeys } from './syntax-tree'
import { type Token, tokensOf } from './tokens'

/** What is being typed. `key`: a value of it; null: a key, or free text. `span`: what a choice replaces. */
export type TypedWord = { key: SearchKey | null; typed: string; span: Span }

/** The word a person is typing at the end of a search, finished or not; null behind a space and where nothing fits. */
export function typedWord(text: string): TypedWord | null {
  const { tokens, problem } = tokensOf(text)
  const end = text.length
  // A quote that is still open.
  if (problem) {
    const { from } = problem.span
    return { key: keyBefore(tokens, from), typed: text.slice(from + 1), span: { from, to: end } }
  }
  const last = tokens.at(-1)
  if (!last || last.span.to !== end) return null
  switch (last.kind) {
    case 'key':
    case ',':
    case '(': {
      const key = keyBefore(tokens, end)
      return key === null ? null : { key, typed: '', span: { from: end, to: end } }
    }
    case 'word':
      return { key: keyBefore(tokens.slice(0, -1), last.span.from), typed: last.text, span: last.span }
    default:
      return null
  }
}

/** The search with that value in place of what was typed. `*` in a value of a wildcard stays one. */
export function withValue(text: string, word: TypedWord, key: SearchKey, value: string, wildcard = false): string {
  const field = isTextKey(key) && !wildcard ? fieldText(key, value) : `${key}:${value}`
  const written = word.key === null ? field : field.slice(key.length + 1)
  return text.slice(0, word.span.from) + written + text.slice(word.span.to)
}

function isTextKey(key: SearchKey): key is TextKey {
  return textKeys.some((one) => one === key)
}

/** The key whose value begins at `at`: `key:`, `key:a,` or `key:(a OR `. */
function keyBefore(tokens: Token[], at: number): SearchKey | null {
  let index = tokens.length - 1
  let from = at
  while (tokens[index]?.kind === ',' && tokens[index]?.span.to === from) {
    from = tokens[index - 1]?.span.from ?? from
    index -= 2
  }
  const before = tokens[index]
  if (before?.kind === 'key') return before.span.to === from ? keyOf(before.text) : null
  while (tokens[index]?.kind === 'word' || tokens[index]?.kind === ',') index -= 1
  const [key, open] = [tokens[index - 1], tokens[index]]
  return open?.kind === '(' && key?.kind === 'key' && key.span.to === open.span.from ? keyOf(key.text) : null
}
