import type { NodeRow } from './json-rows.model'

/** What a key press in the tree does: move the focus, open or close a branch, or nothing of ours. */
export type TreeMove = { kind: 'focus'; id: string } | { kind: 'toggle'; id: string } | null

/** The keys of the ARIA tree pattern, over the visible rows. */
export function treeMove(rows: readonly NodeRow[], activeId: string, key: string): TreeMove {
  const at = rows.findIndex((row) => row.id === activeId)
  const row = rows[at]
  if (!row) return rows[0] ? { kind: 'focus', id: rows[0].id } : null
  const branch = row.node.kind === 'branch' && row.node.size > 0
  switch (key) {
    case 'ArrowDown':
      return focus(rows[at + 1])
    case 'ArrowUp':
      return focus(rows[at - 1])
    case 'Home':
      return focus(rows[0])
    case 'End':
      return focus(rows.at(-1))
    case 'ArrowRight':
      if (!branch) return null
      return row.expanded ? focus(rows[at + 1]) : { kind: 'toggle', id: row.id }
    case 'ArrowLeft':
      if (row.expanded) return { kind: 'toggle', id: row.id }
      return focus(rows.find((candidate) => candidate.id === row.parentId))
    case 'Enter':
    case ' ':
      return branch ? { kind: 'toggle', id: row.id } : null
    default:
      return null
  }
}

function focus(row: NodeRow | undefined): TreeMove {
  return row ? { kind: 'focus', id: row.id } : null
}
