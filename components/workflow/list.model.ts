import type { Drawing, DrawnEdge, DrawnItem } from './drawing.model'

export type ListRow = {
  item: DrawnItem
  /** How deep it is drawn: the links of a chain stand below each other, not ever further in. */
  depth: number
  relation: DrawnEdge['kind'] | null
}

/** The workflow from top to bottom, each item once: what a task started below it, members in their group, the body after. */
export function listRows({ items, tree }: Pick<Drawing, 'items' | 'tree'>): ListRow[] {
  const known = new Map(items.map((item) => [item.id, item]))
  const outOf = new Map<string, DrawnEdge[]>()
  const hasParent = new Set<string>()
  for (const edge of tree) {
    outOf.set(edge.from, [...(outOf.get(edge.from) ?? []), edge])
    hasParent.add(edge.to)
  }
  const rows: ListRow[] = []
  const seen = new Set<string>()
  const starts = [...items.filter(({ id }) => !hasParent.has(id)), ...items]
  for (const start of starts) {
    const stack: { id: string; depth: number; relation: ListRow['relation'] }[] = [
      { id: start.id, depth: 0, relation: null },
    ]
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { id, depth, relation } = next
      const item = known.get(id)
      if (!item || seen.has(id)) continue
      seen.add(id)
      rows.push({ item, depth, relation })
      // A body is shown where its group leads to it, whichever way there is found first.
      const down = (outOf.get(id) ?? []).filter(({ to }) => !seen.has(to))
      const inner = down.filter(({ kind }) => kind !== 'chord')
      const after = down.filter(({ kind }) => kind === 'chord')
      const isGroup = item.kind === 'node' && item.node.kind === 'group'
      const step = isGroup || inner.length > 1 ? 1 : 0
      const placed = [
        ...inner.map(({ to, kind }) => ({ id: to, depth: depth + step, relation: kind })),
        ...after.map(({ to, kind }) => ({ id: to, depth, relation: kind })),
      ]
      stack.push(...placed.reverse())
    }
  }
  return rows
}
