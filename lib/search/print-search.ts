import type { SearchNode, SearchTerm, TextKey } from './syntax-tree'

type Field = Extract<SearchTerm, { key: TextKey }>

/** `key:value` for exactly this value, quoted where it has to be. For links and filters. */
export function fieldText(key: TextKey, value: string): string {
  return printTerm({ key, value, wildcard: false })
}

/** Searches that must all hold, as one text; empty ones are left out. */
export function allOf(...texts: (string | null | undefined | false)[]): string {
  return texts.filter(Boolean).join(' ')
}

/** A search as text that reads back as the same search. */
export function printSearch(node: SearchNode | null): string {
  return node === null ? '' : print(node, null)
}

function print(node: SearchNode, parent: SearchNode['kind'] | null): string {
  switch (node.kind) {
    case 'term':
      return printTerm(node.term)
    case 'not':
      return `-${print(node.node, 'not')}`
    case 'and':
    case 'or': {
      const list = node.kind === 'or' ? valueList(node.nodes) : null
      if (list !== null) return list
      const text = node.nodes.map((some) => print(some, node.kind)).join(node.kind === 'or' ? ' OR ' : ' ')
      return parent === null ? text : `(${text})`
    }
  }
}

/** `state:RETRY,FAILURE`: alternatives of one key. */
function valueList(nodes: SearchNode[]): string | null {
  const terms = nodes.map((node) => (node.kind === 'term' && node.term.key !== 'text' ? node.term : null))
  const [first] = terms
  if (!first || !terms.every((term) => term?.key === first.key)) return null
  const values = terms.map((term) => (term ? printTerm(term).slice(term.key.length + 1) : ''))
  return `${first.key}:${values.join(',')}`
}

export function printTerm(term: SearchTerm): string {
  switch (term.key) {
    case 'text':
      return term.quoted ? quote(term.text) : term.text
    case 'size':
    case 'runtime':
    case 'retries':
      return `${term.key}:${term.operator === '=' ? '' : term.operator}${decimal(term.value)}`
    case 'finished':
      return `finished:${printMoment(term)}`
    case 'is':
      return `is:${term.value}`
    default:
      return `${term.key}:${needsQuotes(term) ? quote(term.value) : term.value}`
  }
}

function printMoment({ operator, at }: Extract<SearchTerm, { key: 'finished' }>): string {
  if (at.kind === 'today') return 'today'
  if (at.kind === 'age') return `${operator}${decimal(at.seconds)}s`
  const text = new Date(at.atMs).toISOString()
  return operator !== '=' && text.endsWith('T00:00:00.000Z') ? `${operator}${text.slice(0, 10)}` : `${operator}${text}`
}

function needsQuotes({ value, wildcard }: Field): boolean {
  return !wildcard && (value === '' || /[\s()",*]/.test(value))
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

function decimal(value: number): string {
  return value.toFixed(9).replace(/\.?0+$/, '')
}
