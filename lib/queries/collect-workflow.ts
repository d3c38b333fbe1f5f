import type { ResultReference } from '@/lib/celery/reference'
import type { Database } from '@/lib/db/client'
import {
  readAncestors,
  readByGroup,
  readByParent,
  readDescendants,
  readLinks,
  readSavedGroups,
  readStarted,
  readStarter,
  readTasks,
  type WorkflowTask,
} from './workflow-reads'
import { withNested } from './workflow-references'

/** What the index says around one task. A task that is in no map has nothing stored. */
export type CollectedWorkflow = {
  tasks: Map<string, WorkflowTask>
  /** What a task started. */
  started: Map<string, ResultReference[]>
  /** Members of saved groups. */
  saved: Map<string, ResultReference[]>
  links: { fromTaskId: string; toTaskId: string }[]
  /** Ids of the nodes (`task:…`, `group:…`), the nearest to the focus first. */
  order: string[]
  truncated: boolean
}

export type CollectLimits = {
  nodes: number
  /** Times the database is asked. */
  rounds: number
  /** Of the way up that is always shown. */
  ancestors: number
}

/** Members read for the counts of groups, beside the nodes that are shown. */
const mostCounted = 5000

/** Tasks on the way up that do not say who started them. */
const mostGaps = 5

const usual: CollectLimits = { nodes: 1000, rounds: 25, ancestors: 200 }

/**
 * Everything that is connected to a task, breadth first: parents and children by either's word, groups with their
 * members, retries sent from here. Reads in rounds of a few statements each, whatever the number of tasks; never S3.
 */
export async function collectWorkflow(
  database: Database,
  appId: string,
  focusTaskId: string,
  limits: CollectLimits = usual,
): Promise<CollectedWorkflow> {
  const known = new Knowledge(database, appId, limits.nodes)
  const [parents, below] = await Promise.all([
    readAncestors(database, appId, focusTaskId, limits.ancestors),
    readDescendants(database, appId, focusTaskId, limits.nodes),
  ])
  await known.load([focusTaskId, ...parents, ...below].map(taskNode))
  const above = await known.climb([focusTaskId, ...parents], limits.ancestors)
  const focus = taskNode(focusTaskId)
  // The way up comes first, so that the root is there however wide the workflow is.
  const order = new Set([focus])
  const path = above.map(taskNode)
  let frontier = [focus]
  let rounds = 1
  let truncated = false
  const seen = new Set([focus])
  while (frontier.length > 0 && !truncated) {
    const unread = frontier.filter((node) => !known.has(node))
    if (unread.length > 0) {
      if (rounds >= limits.rounds) {
        truncated = true
        break
      }
      rounds += 1
      await known.load(unread)
    }
    const next: string[] = []
    for (const node of frontier.flatMap((from) => known.neighboursOf(from))) {
      if (seen.has(node)) continue
      if (seen.size >= limits.nodes) {
        truncated = true
        break
      }
      seen.add(node)
      next.push(node)
    }
    frontier = next
  }
  for (const node of [...seen].slice(0, Math.max(1, limits.nodes - path.length))) order.add(node)
  for (const node of path) order.add(node)
  for (const node of seen) if (order.size < limits.nodes) order.add(node)
  // The last ones seen were not all read: what is shown of them, and what a group counts, must be.
  const shown = [...order]
  await known.loadTasks([...shown, ...known.membersOf(shown)])
  return { ...known.collected, order: shown, truncated: truncated || known.cut }
}

export function taskNode(taskId: string): string {
  return `task:${taskId}`
}

export function groupNode(groupId: string): string {
  return `group:${groupId}`
}

/** The id in a node's id. */
export function idOf(node: string): string {
  return node.slice(node.indexOf(':') + 1)
}

export function isTaskNode(node: string): boolean {
  return node.startsWith('task:')
}

/** What has been read so far, and who stands beside whom by it. */
class Knowledge {
  readonly collected = {
    tasks: new Map<string, WorkflowTask>(),
    started: new Map<string, ResultReference[]>(),
    saved: new Map<string, ResultReference[]>(),
    links: [] as { fromTaskId: string; toTaskId: string }[],
  }
  /** More lies behind a node than was read. */
  cut = false
  readonly #read = new Set<string>()
  readonly #beside = new Map<string, Set<string>>()

  constructor(
    private readonly database: Database,
    private readonly appId: string,
    private readonly limit: number,
  ) {}

  has(node: string): boolean {
    return this.#read.has(node)
  }

  neighboursOf(node: string): string[] {
    return [...(this.#beside.get(node) ?? [])]
  }

  async load(nodes: string[]): Promise<void> {
    const { database, appId, limit } = this
    for (const node of nodes) this.#read.add(node)
    const taskIds = nodes.filter(isTaskNode).map(idOf)
    const groupIds = nodes.filter((node) => !isTaskNode(node)).map(idOf)
    const [tasks, started, byParent, links, saved, byGroup] = await Promise.all([
      readTasks(database, appId, taskIds),
      readStarted(database, appId, taskIds),
      readByParent(database, appId, taskIds, limit + 1),
      readLinks(database, appId, taskIds, limit + 1),
      readSavedGroups(database, appId, groupIds),
      readByGroup(database, appId, groupIds, limit + 1),
    ])
    this.cut ||= [byParent, links, byGroup].some((rows) => rows.length > limit)
    for (const task of [...tasks, ...byGroup]) this.#addTask(task)
    for (const { taskId, children } of started) this.#addReferences(taskNode(taskId), children, this.collected.started)
    for (const { groupId, members } of saved) this.#addReferences(groupNode(groupId), members, this.collected.saved)
    for (const { taskId, parentId } of byParent) this.#join(taskNode(parentId), taskNode(taskId))
    for (const link of links) {
      this.collected.links.push(link)
      this.#join(taskNode(link.fromTaskId), taskNode(link.toTaskId))
    }
  }

  /**
   * The way up from a task (its own id first) carried on to where it began, over those that do not say who started them.
   * The focus is not part of the answer.
   */
  async climb(known: string[], most: number): Promise<string[]> {
    const { database, appId } = this
    const path = new Set(known)
    for (let gap = 0; gap < mostGaps && path.size < most; gap += 1) {
      const [below, top] = [undefined, ...path].slice(-2)
      const task = top === undefined ? undefined : this.collected.tasks.get(top)
      const beforeMs = (task ?? this.collected.tasks.get(below ?? ''))?.occurredMs
      if (top === undefined || beforeMs === undefined || (task && task.parentId !== top)) break
      const starter = await readStarter(database, appId, top, beforeMs)
      if (starter === null || path.has(starter)) break
      const more = [starter, ...(await readAncestors(database, appId, starter, most - path.size))]
      await this.load(more.filter((id) => !path.has(id)).map(taskNode))
      for (const id of more) path.add(id)
    }
    return [...path].slice(1)
  }

  /** Members of these groups by any document, shown or not. */
  membersOf(nodes: string[]): string[] {
    const groups = new Set(nodes.filter((node) => !isTaskNode(node)))
    const { started, saved } = this.collected
    const lists = [
      ...started.values(),
      ...[...saved].filter(([id]) => groups.has(groupNode(id))).map(([, list]) => list),
    ]
    return lists.flatMap(withNested).map(nodeOf).slice(0, mostCounted)
  }

  /** The rows of those among these nodes that were only heard of. */
  async loadTasks(nodes: string[]): Promise<void> {
    const unread = nodes.filter((node) => isTaskNode(node) && !this.#read.has(node)).map(idOf)
    for (const task of await readTasks(this.database, this.appId, unread)) this.collected.tasks.set(task.taskId, task)
  }

  #addTask(task: WorkflowTask): void {
    const node = taskNode(task.taskId)
    this.collected.tasks.set(task.taskId, task)
    if (task.groupId !== null) this.#join(groupNode(task.groupId), node)
    if (task.parentId !== null) this.#join(taskNode(task.parentId), node)
  }

  #addReferences(of: string, references: ResultReference[], where: Map<string, ResultReference[]>): void {
    where.set(idOf(of), references)
    for (const reference of references) this.#addReference(of, reference)
  }

  #addReference(of: string, reference: ResultReference): void {
    const node = nodeOf(reference)
    this.#join(of, node)
    for (let child = reference; child.parent; child = child.parent) this.#join(nodeOf(child.parent), nodeOf(child))
    if (reference.kind === 'group') for (const member of reference.members) this.#addReference(node, member)
  }

  #join(a: string, b: string): void {
    if (a === b) return
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const some = this.#beside.get(from)
      if (some) some.add(to)
      else this.#beside.set(from, new Set([to]))
    }
  }
}

export function nodeOf(reference: ResultReference): string {
  return reference.kind === 'task' ? taskNode(reference.taskId) : groupNode(reference.groupId)
}
