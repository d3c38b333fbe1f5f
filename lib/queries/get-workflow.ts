import { isReady } from '@/lib/celery/states'
import type { Workflow, WorkflowEdge, WorkflowNode } from '@/lib/contract/workflows'
import type { Database } from '@/lib/db/client'
import { isStorable } from '@/lib/db/storable'
import { AppError } from '@/lib/errors'
import {
  type CollectedWorkflow,
  type CollectLimits,
  collectWorkflow,
  idOf,
  isTaskNode,
  taskNode,
} from './collect-workflow'
import { grouped } from './grouped'
import { iso } from './task-summary'
import { type WorkflowEdges, workflowEdges } from './workflow-edges'
import type { WorkflowTask } from './workflow-reads'

/** Edges beyond this are left out, and the answer says that it is not whole. */
const mostEdges = 2000

/**
 * The workflow a task belongs to, as far as the index knows it: from where it began, in the order in which things were
 * started. Throws `pending` (404) for an id that nothing is stored under and that no stored task names as its parent.
 */
export async function getWorkflow(
  database: Database,
  appId: string,
  taskId: string,
  limits?: CollectLimits,
): Promise<Workflow> {
  if (!isStorable(taskId)) throw unknownTask()
  const collected = await collectWorkflow(database, appId, taskId, limits)
  const focus = taskNode(taskId)
  if (!collected.tasks.has(taskId) && collected.order.length === 1) throw unknownTask()
  const found = workflowEdges(collected)
  const edges = found.edges.slice(0, mostEdges)
  const root = rootOf(focus, edges)
  const outcomes = new Map<string, Outcome>()
  return {
    focus,
    root,
    nodes: inOrder(root, collected.order, edges).map((id) =>
      isTaskNode(id) ? describeTask(id, collected, found) : describeGroup(id, collected, found, outcomes),
    ),
    edges,
    truncated: collected.truncated || edges.length < found.edges.length,
  }
}

function unknownTask(): AppError {
  return new AppError(
    'pending',
    'The index knows no task of this id, and none that names it as its parent. It may still be queued, its result may be ignored or forgotten, or no task ever had this id.',
  )
}

/** The first one on the way up: a parent before a group, and before a retry. A circle ends where it began. */
function rootOf(focus: string, edges: WorkflowEdge[]): string {
  const into = new Map<string, WorkflowEdge>()
  const rank = { child: 0, member: 1, chord: 2, retry: 3 }
  for (const edge of edges) {
    const known = into.get(edge.to)
    if (!known || rank[edge.kind] < rank[known.kind]) into.set(edge.to, edge)
  }
  const seen = new Set<string>()
  let node = focus
  for (let edge = into.get(node); edge && !seen.has(edge.from); edge = into.get(node)) {
    seen.add(node)
    node = edge.from
  }
  return node
}

/** Breadth first along the edges from the root; what cannot be reached from there comes after it. */
function inOrder(root: string, nodes: string[], edges: WorkflowEdge[]): string[] {
  const outOf = grouped(edges, ({ from }) => from)
  const order: string[] = []
  const seen = new Set<string>()
  const add = (node: string) => {
    if (!seen.has(node)) order.push(node)
    seen.add(node)
  }
  let next = 0
  for (const start of [root, ...nodes]) {
    add(start)
    for (; next < order.length; next += 1) for (const { to } of outOf.get(order[next] ?? '') ?? []) add(to)
  }
  return order
}

function describeTask(id: string, { tasks }: CollectedWorkflow, { unlocks }: WorkflowEdges): WorkflowNode {
  const taskId = idOf(id)
  const task = tasks.get(taskId)
  return {
    id,
    kind: 'task',
    taskId,
    groupId: task?.groupId ?? null,
    name: task?.name ?? (unlocks.has(taskId) ? 'celery.chord_unlock' : null),
    state: task?.state ?? null,
    retries: task?.retries ?? null,
    worker: task?.worker ?? null,
    runtimeSeconds: task?.runtimeMs == null ? null : task.runtimeMs / 1000,
    occurredAt: task ? iso(task.occurredMs) : null,
    exception: exceptionOf(task),
    progress: null,
  }
}

function describeGroup(
  id: string,
  { tasks }: CollectedWorkflow,
  found: WorkflowEdges,
  known: Map<string, Outcome>,
): WorkflowNode {
  const groupId = idOf(id)
  const members = found.members.get(groupId) ?? []
  const outcomes = members.map((node) => outcomeOf(node, tasks, found.members, known))
  return {
    id,
    kind: 'group',
    taskId: null,
    groupId,
    name: null,
    state: null,
    retries: null,
    worker: null,
    runtimeSeconds: null,
    occurredAt: null,
    exception: null,
    progress: {
      total: found.listed.has(groupId) ? members.length : null,
      done: outcomes.filter((outcome) => outcome === 'done').length,
      failed: outcomes.filter((outcome) => outcome === 'failed').length,
    },
  }
}

export type Outcome = 'done' | 'failed' | 'unfinished' | 'missing'

/**
 * What became of a member. A group within a group is done when all in it is, and has failed when anything in it has.
 * `known` keeps what was found out: groups may share groups, and each is looked into once. Within itself a group is missing.
 */
export function outcomeOf(
  node: string,
  tasks: ReadonlyMap<string, WorkflowTask>,
  members: ReadonlyMap<string, readonly string[]>,
  known: Map<string, Outcome> = new Map(),
): Outcome {
  if (isTaskNode(node)) {
    const state = tasks.get(idOf(node))?.state
    if (state === undefined) return 'missing'
    return state === 'SUCCESS' ? 'done' : isReady(state) ? 'failed' : 'unfinished'
  }
  const before = known.get(node)
  if (before !== undefined) return before
  known.set(node, 'missing')
  const outcome = outcomeOfAll((members.get(idOf(node)) ?? []).map((one) => outcomeOf(one, tasks, members, known)))
  known.set(node, outcome)
  return outcome
}

function outcomeOfAll(outcomes: Outcome[]): Outcome {
  if (outcomes.includes('failed')) return 'failed'
  if (outcomes.length > 0 && outcomes.every((outcome) => outcome === 'done')) return 'done'
  return outcomes.every((outcome) => outcome === 'missing') ? 'missing' : 'unfinished'
}

export function exceptionOf(task: WorkflowTask | undefined): WorkflowNode['exception'] {
  if (!task || task.exceptionType === null) return null
  return { type: task.exceptionType, message: task.exceptionMessage ?? '' }
}
