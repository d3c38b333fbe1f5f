import type { SearchProblem, Span } from './syntax-tree'

export type Token =
  | { kind: '(' | ')' | ',' | '-'; span: Span }
  /** `key:`, as it stands, and where the key alone is. */
  | { kind: 'key'; text: string; span: Span }
  | { kind: 'word'; text: string; quoted: boolean; span: Span }

export type Tokens = { tokens: Token[]; problem: SearchProblem | null }

const keyPattern = /([A-Za-z][A-Za-z_]*):/y
const space = /\s+/y
// A bare word ends at white space, a quote or a parenthesis; after a key, a comma ends it as well.
const bareWord = /[^\s()"]+/y
const bareValue = /[^\s()",]+/y

/** Takes a search apart. Linear in its length. */
export function tokensOf(text: string): Tokens {
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? null
  }
  const push = (kind: '(' | ')' | ',' | '-', length = 1) => {
    tokens.push({ kind, span: { from: at, to: at + length } })
    at += length
  }
  // Between the parentheses of `key:(a, b)`.
  let listed = false
  while (at < text.length) {
    const blank = match(space)
    if (blank !== null) {
      at += blank.length
      continue
    }
    const before = tokens.at(-1)
    const afterKey = before !== undefined && (before.kind === 'key' || before.kind === ',') && before.span.to === at
    const unit = text[at]
    if (unit === '(' || unit === ')') {
      listed = unit === '(' && afterKey && before.kind === 'key'
      push(unit)
    } else if (unit === ',' && (listed || endsValue(tokens, at))) push(',')
    else if (unit === '"') {
      const quoted = readQuoted(text, at)
      if (quoted === null) {
        const span = { from: at, to: text.length }
        return { tokens, problem: { message: 'This quote is not closed. Add a " at the end.', span } }
      }
      tokens.push({ kind: 'word', text: quoted.text, quoted: true, span: { from: at, to: quoted.to } })
      at = quoted.to
    } else if (unit === '-' && !afterKey && /[^\s)]/.test(text[at + 1] ?? ' ')) push('-')
    else {
      const key = afterKey ? null : match(keyPattern)
      if (key !== null && !/^\/\//.test(text.slice(at + key.length, at + key.length + 2))) {
        tokens.push({ kind: 'key', text: key.slice(0, -1), span: { from: at, to: at + key.length } })
        at += key.length
        continue
      }
      const word = match(afterKey || listed ? bareValue : bareWord) ?? unit ?? ''
      tokens.push({ kind: 'word', text: word, quoted: false, span: { from: at, to: at + word.length } })
      at += word.length
    }
  }
  return { tokens, problem: null }
}

/** A comma separates values only right behind one of a key. */
function endsValue(tokens: Token[], at: number): boolean {
  const last = tokens.at(-1)
  const before = tokens.at(-2)
  if (last?.kind !== 'word' || last.span.to !== at) return false
  return (before?.kind === 'key' || before?.kind === ',') && before.span.to === last.span.from
}

function readQuoted(text: string, from: number): { text: string; to: number } | null {
  let value = ''
  for (let at = from + 1; at < text.length; at += 1) {
    const unit = text[at]
    if (unit === '"') return { text: value, to: at + 1 }
    if (unit === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) at += 1
    value += text[at]
  }
  return null
}
