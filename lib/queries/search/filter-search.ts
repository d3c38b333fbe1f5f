import type { TaskFilter } from '@/lib/contract/tasks'
import { AppError } from '@/lib/errors'
import { parseSearch } from '@/lib/search/parse-search'
import type { Operator, SearchNode, SearchTerm, Span, TextKey } from '@/lib/search/syntax-tree'
import { wordsOf } from '@/lib/search/text-words'

const nowhere = { from: 0, to: 0 }

/**
 * A list's filter as one search: `q` and the separate parameters must all hold. Times are half-open: from <= t < to.
 * Throws `bad_search` with the sentence and the place (`from`, `to` in UTF-16 units) where `q` cannot be understood.
 */
export function filterSearch(filter: TaskFilter): SearchNode {
  const nodes: SearchNode[] = [
    anyOf('state', filter.state),
    anyOf('type', filter.name),
    anyOf('queue', filter.queue),
    anyOf('worker', filter.worker),
    anyOf('exc', filter.exception),
    anyOf('group', filter.groupId),
    anyOf('id', filter.id),
    ...edge('>=', filter.from),
    ...edge('<', filter.to),
  ].flatMap((node) => node ?? [])
  const parsed = parseSearch(filter.q ?? '')
  if (parsed.kind === 'problem') {
    const { message, span } = parsed.problem
    throw new AppError('bad_search', message, { details: { field: 'q', ...span } })
  }
  const span = parsed.node && wordless(parsed.node)
  if (span) {
    const message = 'Text is found by letters and digits, and here are none. Take it away.'
    throw new AppError('bad_search', message, { details: { field: 'q', ...span } })
  }
  if (parsed.node) nodes.push(...(parsed.node.kind === 'and' ? parsed.node.nodes : [parsed.node]))
  return { kind: 'and', nodes, span: nowhere }
}

/** Where a text stands that has no words: it would find nothing, ever. */
function wordless(node: SearchNode): Span | null {
  switch (node.kind) {
    case 'term':
      return node.term.key === 'text' && wordsOf(node.term.text).length === 0 ? node.span : null
    case 'not':
      return wordless(node.node)
    default:
      return node.nodes.reduce<Span | null>((found, one) => found ?? wordless(one), null)
  }
}

/** Exact values; in names a `*` at the end makes a prefix. */
function anyOf(key: TextKey, value: string | string[] | undefined): SearchNode | null {
  const values = value === undefined ? [] : [value].flat()
  if (values.length === 0) return null
  const terms = values.map((one) => term({ key, value: one, wildcard: key === 'type' && one.endsWith('*') }))
  return { kind: 'or', nodes: terms, span: nowhere }
}

function edge(operator: Operator, time: string | undefined): SearchNode[] {
  if (time === undefined) return []
  return [term({ key: 'finished', operator, at: { kind: 'time', atMs: Date.parse(time) } })]
}

function term(term: SearchTerm): SearchNode {
  return { kind: 'term', term, span: nowhere }
}
