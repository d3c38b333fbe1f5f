import type { JsonBranch, JsonNode } from './json-node'

/** At most so many children of one branch are drawn before "show more". */
export const childrenAtATime = 100

/** Which branches are open, and how many children of each are drawn; both by row id. */
export type TreeView = { open: ReadonlySet<string>; drawn: ReadonlyMap<string, number> }

export type NodeRow = {
  kind: 'node'
  id: string
  parentId: string | null
  depth: number
  /** null at the root. */
  label: string | null
  /** True where the label is a position in a list and not a key. */
  labelIsIndex: boolean
  /** How Python reaches this value from the root: `['orders'][0]`. */
  path: string
  node: JsonNode
  expanded: boolean
  position: number
  siblings: number
}

export type MoreRow = { kind: 'more'; id: string; branchId: string; depth: number; drawn: number; total: number }

export type TreeRow = NodeRow | MoreRow

const rootId = '$'

/** The visible rows, top to bottom. Iterative, since documents nest deeper than a call stack likes to go. */
export function treeRows(root: JsonNode, view: TreeView): TreeRow[] {
  const rows: TreeRow[] = []
  const pending: TreeRow[] = [rootRow(root, view)]
  for (let row = pending.pop(); row; row = pending.pop()) {
    rows.push(row)
    if (row.kind === 'node' && row.expanded && row.node.kind === 'branch') {
      pending.push(...childRows(row, row.node, view).reverse())
    }
  }
  return rows
}

function rootRow(root: JsonNode, view: TreeView): NodeRow {
  const expanded = root.kind === 'branch' && view.open.has(rootId)
  const place = { depth: 0, label: null, labelIsIndex: false, path: '', position: 1, siblings: 1 }
  return { kind: 'node', id: rootId, parentId: null, node: root, expanded, ...place }
}

function childRows(parent: NodeRow, branch: JsonBranch, view: TreeView): TreeRow[] {
  const drawn = Math.min(branch.size, view.drawn.get(parent.id) ?? childrenAtATime)
  const rows: TreeRow[] = []
  for (let index = 0; index < drawn; index += 1) {
    const { label, step, node } = branch.child(index)
    const id = `${parent.id}/${index}`
    rows.push({
      kind: 'node',
      id,
      parentId: parent.id,
      depth: parent.depth + 1,
      label,
      labelIsIndex: branch.shape === 'list',
      path: parent.path + step,
      node,
      expanded: node.kind === 'branch' && node.size > 0 && view.open.has(id),
      position: index + 1,
      siblings: branch.size,
    })
  }
  if (drawn < branch.size) {
    const more = { branchId: parent.id, depth: parent.depth + 1, drawn, total: branch.size }
    rows.push({ kind: 'more', id: `${parent.id}/more`, ...more })
  }
  return rows
}

/**
 * The branches to open so that no more than `budget` rows show, outermost first: with a small budget what a person
 * wants to see at once, with a large one "expand all". `whole` is false where something stayed closed.
 */
export function openWithin(
  root: JsonNode,
  budget: number,
  maxDepth = Number.POSITIVE_INFINITY,
): { open: Set<string>; whole: boolean } {
  const open = new Set<string>()
  let whole = true
  let rows = 1
  let level: { id: string; node: JsonNode }[] = [{ id: rootId, node: root }]
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: typeof level = []
    for (const { id, node } of level) {
      if (node.kind !== 'branch' || node.size === 0) continue
      const drawn = Math.min(node.size, childrenAtATime)
      // The root opens whatever it costs: a closed root tells nothing.
      if (depth > 0 && (depth >= maxDepth || rows + drawn > budget)) {
        whole = false
        continue
      }
      if (drawn < node.size) whole = false
      open.add(id)
      rows += drawn
      for (let index = 0; index < drawn; index += 1) next.push({ id: `${id}/${index}`, node: node.child(index).node })
    }
    level = next
  }
  return { open, whole }
}
