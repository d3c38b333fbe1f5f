import { parseSearch } from './parse-search'
import type { SearchNode, TextKey } from './syntax-tree'

/** A part of a search that must hold together with the others, as it was written. */
export type SearchPart = { text: string; node: SearchNode }

/** The parts of a search that must all hold; null for one that cannot be understood. */
export function partsOf(search: string): SearchPart[] | null {
  const parsed = parseSearch(search)
  if (parsed.kind === 'problem') return null
  if (parsed.node === null) return []
  const nodes = parsed.node.kind === 'and' ? parsed.node.nodes : [parsed.node]
  const parts: SearchPart[] = []
  for (const node of nodes) {
    const text = search.slice(node.span.from, node.span.to)
    // A day is two terms with one text.
    if (parts.at(-1)?.text === text && parts.at(-1)?.node.span.from === node.span.from) continue
    parts.push({ text, node })
  }
  return parts
}

/** The search without its part number `index`. */
export function withoutPart(parts: SearchPart[], index: number): string {
  return parts
    .filter((_, at) => at !== index)
    .map(({ text }) => text)
    .join(' ')
}

/** A search for what several searches all ask for; empty ones ask for nothing. */
export function bothOf(...searches: (string | null)[]): string {
  const texts = searches.filter((text) => text !== null && text.trim() !== '')
  if (texts.length === 1) return texts[0] ?? ''
  // Alternatives would take in what stands beside them.
  return texts.map((text) => (partsOf(`${text} x`)?.at(-1)?.text === 'x' ? text : `(${text})`)).join(' ')
}

/** Whether a part asks for values of one key and nothing else: `state:RETRY,FAILURE`. */
export function isOnlyAbout(node: SearchNode, key: TextKey): boolean {
  if (node.kind === 'or') return node.nodes.every((some) => isOnlyAbout(some, key))
  return node.kind === 'term' && node.term.key === key
}

/** The values a part asks for; empty unless it is about that key alone and names them exactly. */
export function valuesOf(node: SearchNode, key: TextKey): string[] {
  if (!isOnlyAbout(node, key)) return []
  if (node.kind === 'or') return node.nodes.flatMap((some) => valuesOf(some, key))
  return node.kind === 'term' && node.term.key === key && 'wildcard' in node.term ? [node.term.value] : []
}
