import { compareStates } from '@/lib/celery/states'
import type { Workflow, WorkflowEdge, WorkflowNode } from '@/lib/contract/workflows'

/** What is drawn: a node of the workflow, or several alike that stand behind "… 12 more SUCCESS". */
export type DrawnItem =
  | { kind: 'node'; id: string; node: WorkflowNode }
  | { kind: 'stack'; id: string; state: string | null; nodes: WorkflowNode[] }

/** Drawn from left to right. `chord`: from a member to the body that waits for all of them. */
export type DrawnEdge = { from: string; to: string; kind: WorkflowEdge['kind'] }

export type Drawing = {
  items: DrawnItem[]
  edges: DrawnEdge[]
  /** The edges as the answer has them, a chord from its group, between the same items. */
  tree: DrawnEdge[]
}

export type DrawingOptions = {
  /** Draw the tasks celery.chord_unlock, which only wait. */
  unlocks: boolean
  /** Ids of the stacks that are opened. */
  opened: ReadonlySet<string>
}

export const unlockName = 'celery.chord_unlock'

/** So many of one kind beside each other are drawn one by one; of more, the first ones and a stack. */
const mostAlike = 6
const shownOfStack = 3

/** Nodes and edges as they are drawn, in the order of the answer. */
export function drawingOf(workflow: Workflow, { unlocks, opened }: DrawingOptions): Drawing {
  const whole = unlocks ? workflow : withoutUnlocks(workflow)
  const parents = new Map<string, string[]>()
  const leads = new Set(whole.edges.map(({ from }) => from))
  for (const { from, to } of whole.edges) parents.set(to, [...(parents.get(to) ?? []), from])
  const alike = new Map<string, WorkflowNode[]>()
  for (const node of whole.nodes) {
    const [parent, ...more] = parents.get(node.id) ?? []
    // What leads on, or comes from two places, stands for itself.
    if (parent === undefined || more.length > 0 || leads.has(node.id) || node.id === whole.focus) continue
    const key = stackId(parent, node.state)
    const some = alike.get(key)
    if (some) some.push(node)
    else alike.set(key, [node])
  }
  const stackOf = new Map<string, string>()
  for (const [key, nodes] of alike) {
    if (nodes.length <= mostAlike || opened.has(key)) continue
    for (const node of nodes.slice(shownOfStack)) stackOf.set(node.id, key)
  }
  const items: DrawnItem[] = []
  const placed = new Set<string>()
  for (const node of whole.nodes) {
    const key = stackOf.get(node.id)
    if (key === undefined) items.push({ kind: 'node', id: node.id, node })
    else if (!placed.has(key)) {
      placed.add(key)
      items.push({ kind: 'stack', id: key, state: node.state, nodes: (alike.get(key) ?? []).slice(shownOfStack) })
    }
  }
  const itemOf = (id: string) => stackOf.get(id) ?? id
  return { items, edges: drawnEdges(whole.edges, itemOf), tree: whole.edges.map((edge) => joined(edge, itemOf)) }
}

function stackId(parent: string, state: string | null): string {
  return `stack:${JSON.stringify([parent, state])}`
}

function joined({ from, to, kind }: WorkflowEdge, itemOf: (id: string) => string): DrawnEdge {
  return { from: itemOf(from), to: itemOf(to), kind }
}

/** A body waits for every member: it is drawn behind them, not beside them. */
function drawnEdges(edges: WorkflowEdge[], itemOf: (id: string) => string): DrawnEdge[] {
  const members = new Map<string, string[]>()
  for (const { from, to, kind } of edges) if (kind === 'member') members.set(from, [...(members.get(from) ?? []), to])
  const drawn = new Map<string, DrawnEdge>()
  for (const edge of edges) {
    const origins = edge.kind === 'chord' ? (members.get(edge.from) ?? [edge.from]) : [edge.from]
    for (const origin of origins) {
      const [from, to] = [itemOf(origin), itemOf(edge.to)]
      if (from !== to) drawn.set(JSON.stringify([from, to]), { from, to, kind: edge.kind })
    }
  }
  return [...drawn.values()]
}

function withoutUnlocks(workflow: Workflow): Workflow {
  const isUnlock = (node: WorkflowNode) => node.name === unlockName && node.id !== workflow.focus
  const left = new Set(workflow.nodes.filter(isUnlock).map(({ id }) => id))
  if (left.size === 0) return workflow
  const isBody = new Set(workflow.edges.flatMap(({ to, kind }) => (kind === 'chord' ? [to] : [])))
  const edges = workflow.edges.flatMap((edge): WorkflowEdge[] => {
    if (left.has(edge.from)) return []
    if (!left.has(edge.to)) return [edge]
    // What came after the unlock comes after what started it, unless the group leads there already.
    return workflow.edges.flatMap(({ from, to }) =>
      from === edge.to && !left.has(to) && !isBody.has(to) ? [{ from: edge.from, to, kind: 'child' as const }] : [],
    )
  })
  return { ...workflow, nodes: workflow.nodes.filter(({ id }) => !left.has(id)), edges }
}

export type WorkflowTotals = {
  tasks: number
  failed: number
  /** Stored, but in no final state. */
  unfinished: number
  /** Nothing stored, celery.chord_unlock apart. */
  missing: number
  unlocks: number
  states: { state: string | null; count: number }[]
  firstMs: number | null
  lastMs: number | null
}

const readyStates = new Set<string | null>(['SUCCESS', 'FAILURE', 'REVOKED'])

/** The workflow in numbers. */
export function totalsOf({ nodes }: Pick<Workflow, 'nodes'>): WorkflowTotals {
  const all = nodes.filter(({ kind }) => kind === 'task')
  const tasks = all.filter(({ name, state }) => !(name === unlockName && state === null))
  const count = (is: (state: string | null) => boolean) => tasks.filter(({ state }) => is(state)).length
  const times = tasks.flatMap(({ occurredAt }) => (occurredAt === null ? [] : [Date.parse(occurredAt)]))
  const states = [...new Set(tasks.map(({ state }) => state))].sort((a, b) =>
    a === null ? 1 : b === null ? -1 : compareStates(a, b),
  )
  return {
    tasks: tasks.length,
    failed: count((state) => state === 'FAILURE' || state === 'REVOKED'),
    unfinished: count((state) => state !== null && !readyStates.has(state)),
    missing: count((state) => state === null),
    unlocks: all.filter(({ name }) => name === unlockName).length,
    states: states.map((state) => ({ state, count: count((one) => one === state) })),
    firstMs: times.length > 0 ? Math.min(...times) : null,
    lastMs: times.length > 0 ? Math.max(...times) : null,
  }
}

const hourMs = 3_600_000

/** How soon to ask again, in milliseconds; false where nothing will change by itself. */
export function workflowPollMs(workflow: Pick<Workflow, 'nodes'>, nowMs: number): number | false {
  const { unfinished, missing, lastMs } = totalsOf(workflow)
  // What is not stored may never be: results can be ignored. It is waited for as long as something happens.
  const lively = lastMs !== null && nowMs - lastMs < hourMs
  if (unfinished > 0) return lively ? 4_000 : 30_000
  return missing > 0 && lively ? 15_000 : false
}
