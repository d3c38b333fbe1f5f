import { exampleOf, keyOf, type SearchKey, unknownKey } from './search-keys'
import { conditions, type SearchNode, type SearchProblem, type SearchTerm, type Span } from './syntax-tree'
import { readFinished, readNumber } from './term-values'
import { type Token, tokensOf } from './tokens'

export const searchLimits = { length: 1000, depth: 10, terms: 50 }

export type ParsedSearch = { kind: 'parsed'; node: SearchNode | null } | { kind: 'problem'; problem: SearchProblem }

const celeryStates = ['PENDING', 'RECEIVED', 'STARTED', 'SUCCESS', 'FAILURE', 'REVOKED', 'RETRY', 'REJECTED', 'IGNORED']

/** One of Celery's own states, or a pattern that fits one: `FAIL*`. */
function isCeleryState(text: string): boolean {
  const [beginning = '', ...rest] = text.split('*')
  if (rest.length === 0) return celeryStates.includes(text)
  return celeryStates.some((state) => state.startsWith(beginning) && rest.every((part) => state.includes(part)))
}

/** Thrown inside this file only: parsing is recursive, and a mistake ends it. */
class Mistake extends Error {
  readonly span: Span
  constructor(message: string, span: Span) {
    super(message)
    this.span = span
  }
}

/** Reads a search (docs/search.md has the grammar). Gives null for an empty one, and never throws. */
export function parseSearch(text: string): ParsedSearch {
  if (text.length > searchLimits.length) {
    const message = `A search may have ${searchLimits.length} characters. Shorten it.`
    return { kind: 'problem', problem: { message, span: { from: searchLimits.length, to: text.length } } }
  }
  const { tokens, problem } = tokensOf(text)
  if (problem) return { kind: 'problem', problem }
  try {
    return { kind: 'parsed', node: new Parser(tokens, text.length).parse() }
  } catch (error) {
    if (error instanceof Mistake) return { kind: 'problem', problem: { message: error.message, span: error.span } }
    throw error
  }
}

class Parser {
  readonly #tokens: Token[]
  readonly #end: Span
  #at = 0
  #depth = 0
  #terms = 0

  constructor(tokens: Token[], length: number) {
    this.#tokens = tokens
    this.#end = { from: length, to: length }
  }

  parse(): SearchNode | null {
    if (this.#tokens.length === 0) return null
    const node = this.#or()
    const left = this.#tokens[this.#at]
    if (left?.kind === ')') throw new Mistake('There is no "(" for this ")".', left.span)
    if (left) throw new Mistake('This does not belong here. Put it in quotes to search for it.', left.span)
    return node
  }

  #or(): SearchNode {
    const nodes = [this.#and()]
    while (this.#isWord('OR')) {
      this.#at += 1
      nodes.push(this.#and())
    }
    return joined('or', nodes)
  }

  #and(): SearchNode {
    const nodes = [this.#not()]
    for (;;) {
      const next = this.#tokens[this.#at]
      if (!next || next.kind === ')' || this.#isWord('OR')) break
      if (this.#isWord('AND')) this.#at += 1
      nodes.push(this.#not())
    }
    return joined('and', nodes)
  }

  #not(): SearchNode {
    const token = this.#tokens[this.#at]
    if (token && (token.kind === '-' || this.#isWord('NOT'))) {
      this.#at += 1
      return this.#deeper(token.span, () => {
        const node = this.#not()
        return { kind: 'not', node, span: { from: token.span.from, to: node.span.to } }
      })
    }
    return this.#primary()
  }

  #primary(): SearchNode {
    const token = this.#tokens[this.#at]
    const operator = this.#operatorWord()
    if (operator)
      throw new Mistake(
        `"${operator}" needs something on both sides. Put it in quotes to search for it.`,
        token?.span ?? this.#end,
      )
    if (!token) throw new Mistake('Something is missing here.', this.#end)
    this.#at += 1
    switch (token.kind) {
      case '(':
        return this.#deeper(token.span, () => this.#group(token.span))
      case 'word':
        return this.#term({ key: 'text', text: token.text, quoted: token.quoted }, token.span)
      case 'key':
        return this.#keyed(token)
      default:
        throw new Mistake(
          token.kind === ')' ? 'Something is missing before this ")".' : 'Something is missing here.',
          token.span,
        )
    }
  }

  #group(open: Span): SearchNode {
    const node = this.#or()
    const close = this.#tokens[this.#at]
    if (close?.kind !== ')') throw new Mistake('This "(" is not closed. Add a ")".', open)
    this.#at += 1
    return { ...node, span: { from: open.from, to: close.span.to } }
  }

  /** `key:value`, `key:a,b` or `key:(a OR b)`. */
  #keyed({ text, span }: { text: string; span: Span }): SearchNode {
    const key = keyOf(text)
    if (key === null) throw new Mistake(unknownKey(text), span)
    const next = this.#tokens[this.#at]
    const adjacent = next?.span.from === span.to
    if (adjacent && next.kind === '(') {
      this.#at += 1
      return this.#deeper(next.span, () => this.#values(key, span, next.span))
    }
    const nodes: SearchNode[] = []
    for (let before = span; ; ) {
      const value = this.#tokens[this.#at]
      if (value?.kind !== 'word' || value.span.from !== before.to) {
        throw new Mistake(`"${text}:" needs a value right behind it, such as ${exampleOf(key)}.`, before)
      }
      this.#at += 1
      nodes.push(
        this.#valued(key, value, { from: nodes.length === 0 ? span.from : value.span.from, to: value.span.to }),
      )
      const comma = this.#tokens[this.#at]
      if (comma?.kind !== ',' || comma.span.from !== value.span.to) break
      this.#at += 1
      before = comma.span
    }
    return joined('or', nodes)
  }

  #values(key: SearchKey, whole: Span, open: Span): SearchNode {
    const nodes: SearchNode[] = []
    for (;;) {
      const token = this.#tokens[this.#at]
      this.#at += 1
      if (token?.kind === ')' && nodes.length > 0)
        return { ...joined('or', nodes), span: { from: whole.from, to: token.span.to } }
      if (token?.kind === 'word' && !token.quoted && token.text === 'OR') continue
      if (token?.kind === ',') continue
      if (token?.kind !== 'word') {
        throw new Mistake(
          token ? `Between these parentheses stand values of "${key}" alone.` : 'This "(" is not closed. Add a ")".',
          token?.span ?? open,
        )
      }
      nodes.push(this.#valued(key, token, token.span))
    }
  }

  #valued(
    key: SearchKey,
    { text, quoted, span }: { text: string; quoted: boolean; span: Span },
    whole: Span,
  ): SearchNode {
    if (text === '') throw new Mistake(`"${key}:" needs a value, such as ${exampleOf(key)}.`, span)
    switch (key) {
      case 'size':
      case 'runtime':
      case 'retries': {
        const read = readNumber(key, text)
        if (read.kind === 'mistake') throw new Mistake(read.message, span)
        return this.#term(read.term, whole)
      }
      case 'finished':
        return this.#finished(text, span, whole)
      case 'is': {
        const value = conditions.find((condition) => condition === text.toLowerCase())
        if (!value) throw new Mistake(`"is:" takes ${conditions.join(', ')}.`, span)
        return this.#term({ key, value }, whole)
      }
      default: {
        const value = key === 'state' && isCeleryState(text.toUpperCase()) ? text.toUpperCase() : text
        return this.#term({ key, value, wildcard: !quoted && text.includes('*') }, whole)
      }
    }
  }

  #finished(text: string, span: Span, whole: Span): SearchNode {
    const read = readFinished(text)
    if (read.kind === 'mistake') throw new Mistake(read.message, span)
    if (read.kind === 'term') return this.#term(read.term, whole)
    if (read.kind === 'today') return this.#term({ key: 'finished', operator: '>=', at: { kind: 'today' } }, whole)
    const fromMs = Date.parse(read.date)
    const edge = (operator: '>=' | '<', atMs: number) =>
      this.#term({ key: 'finished', operator, at: { kind: 'time', atMs } }, whole)
    return { kind: 'and', nodes: [edge('>=', fromMs), edge('<', fromMs + 86_400_000)], span: whole }
  }

  #term(term: SearchTerm, span: Span): SearchNode {
    this.#terms += 1
    if (this.#terms > searchLimits.terms)
      throw new Mistake(`A search may have ${searchLimits.terms} terms. Leave some out.`, span)
    return { kind: 'term', term, span }
  }

  #deeper(span: Span, inside: () => SearchNode): SearchNode {
    this.#depth += 1
    if (this.#depth > searchLimits.depth)
      throw new Mistake(`A search may be nested ${searchLimits.depth} deep. Take some parentheses away.`, span)
    const node = inside()
    this.#depth -= 1
    return node
  }

  #isWord(word: 'AND' | 'OR' | 'NOT'): boolean {
    const token = this.#tokens[this.#at]
    return token?.kind === 'word' && !token.quoted && token.text === word
  }

  #operatorWord(): string | null {
    return this.#isWord('AND') ? 'AND' : this.#isWord('OR') ? 'OR' : null
  }
}

/** `a (b c)` is the same as `a b c`. */
function joined(kind: 'and' | 'or', nodes: SearchNode[]): SearchNode {
  const [first, ...others] = nodes
  const last = others.at(-1)
  if (!first) throw new Error('A search was joined of nothing.')
  if (!last) return first
  const flat = nodes.flatMap((node) => (node.kind === kind ? node.nodes : [node]))
  return { kind, nodes: flat, span: { from: first.span.from, to: last.span.to } }
}
