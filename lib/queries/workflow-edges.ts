import type { ResultReference } from '@/lib/celery/reference'
import type { WorkflowEdge } from '@/lib/contract/workflows'
import { besideGroup, carriesHeader, tookResults } from './chord'
import { type CollectedWorkflow, groupNode, idOf, isTaskNode, nodeOf, taskNode } from './collect-workflow'
import { grouped } from './grouped'
import type { WorkflowTask } from './workflow-reads'

export type WorkflowEdges = {
  edges: WorkflowEdge[]
  /** Members of each group: its nodes, in the group's own order where that is known. */
  members: Map<string, string[]>
  /** Groups all of whose members are known by a document, not only those that have stored something. */
  listed: Set<string>
  /** Ids that nothing is stored under, but that can only be celery.chord_unlock. */
  unlocks: Set<string>
}

/** Who started whom, as the documents say it, between the collected nodes. Nothing is guessed; no task leads to itself. */
export function workflowEdges(collected: Omit<CollectedWorkflow, 'truncated'>): WorkflowEdges {
  return new Edges(collected).build()
}

class Edges {
  readonly #edges = new Map<string, WorkflowEdge>()
  readonly #members = new Map<string, Set<string>>()
  readonly #listed = new Set<string>()
  readonly #unlocks = new Set<string>()
  readonly #groupOf = new Map<string, Set<string>>()
  readonly #shown: Set<string>

  constructor(private readonly from: Omit<CollectedWorkflow, 'truncated'>) {
    this.#shown = new Set(from.order)
  }

  build(): WorkflowEdges {
    const { tasks, started, saved, links } = this.from
    // Whatever was asked about and read first: one workflow is told in one order.
    const byTime = [...tasks.values()].sort((a, b) => a.occurredMs - b.occurredMs || compare(a.taskId, b.taskId))
    for (const [groupId, references] of [...saved].sort(([a], [b]) => compare(a, b)))
      this.#addGroup(groupId, references)
    for (const { taskId } of byTime) {
      for (const child of started.get(taskId) ?? []) this.#addChild(taskNode(taskId), child)
    }
    const bodies = this.#addByGroupId(byTime)
    this.#addCommonParents(byTime)
    for (const task of byTime) this.#addParent(task, bodies.has(task.taskId))
    this.#addChords(byTime)
    const retries = links.toSorted((a, b) => compare(a.fromTaskId, b.fromTaskId) || compare(a.toTaskId, b.toTaskId))
    for (const { fromTaskId, toTaskId } of retries) this.#add(taskNode(fromTaskId), taskNode(toTaskId), 'retry')
    return {
      edges: [...this.#edges.values()],
      members: new Map([...this.#members].map(([groupId, nodes]) => [groupId, [...nodes]])),
      listed: this.#listed,
      unlocks: this.#unlocks,
    }
  }

  #add(from: string, to: string, kind: WorkflowEdge['kind']): void {
    if (from === to || !this.#shown.has(from) || !this.#shown.has(to)) return
    const key = JSON.stringify([from, to])
    // Two tasks are joined once; what was said first is the most exact.
    if (!this.#edges.has(key)) this.#edges.set(key, { from, to, kind })
  }

  #addChild(from: string, reference: ResultReference): void {
    this.#addOrigin(reference)
    this.#add(from, nodeOf(reference), 'child')
    if (reference.kind === 'group') this.#addGroup(reference.groupId, reference.members)
  }

  #addGroup(groupId: string, references: ResultReference[]): void {
    if (references.length > 0) this.#listed.add(groupId)
    for (const reference of references) {
      this.#addOrigin(reference)
      this.#addMember(groupId, nodeOf(reference))
      if (reference.kind === 'group') this.#addGroup(reference.groupId, reference.members)
    }
  }

  /** A reference keeps what came before it: a link of a chain, or the header of a chord. */
  #addOrigin(reference: ResultReference): void {
    for (let child = reference; child.parent; child = child.parent) {
      const origin = child.parent
      if (origin.kind === 'group') {
        this.#addGroup(origin.groupId, origin.members)
        this.#add(nodeOf(origin), nodeOf(child), 'chord')
      } else this.#add(nodeOf(origin), nodeOf(child), 'child')
    }
  }

  #addMember(groupId: string, node: string): void {
    const members = this.#members.get(groupId)
    if (members) members.add(node)
    else this.#members.set(groupId, new Set([node]))
    const groups = this.#groupOf.get(node)
    if (groups) groups.add(groupId)
    else this.#groupOf.set(node, new Set([groupId]))
    this.#add(groupNode(groupId), node, 'member')
  }

  #addByGroupId(byTime: WorkflowTask[]): Set<string> {
    const bodies = new Set<string>()
    for (const [groupId, members] of grouped(byTime, (task) => task.groupId)) {
      const listed = this.#listed.has(groupId)
        ? new Set([...(this.#members.get(groupId) ?? [])].filter(isTaskNode).map(idOf))
        : null
      const body = members.find((task) =>
        carriesHeader(task, { groupId, listed, members }, (id) => this.from.tasks.has(id)),
      )
      for (const task of members) {
        if (task !== body) this.#addMember(groupId, taskNode(task.taskId))
      }
      if (!body) continue
      bodies.add(body.taskId)
      this.#add(groupNode(groupId), taskNode(body.taskId), 'chord')
      if (body.parentId !== null) this.#unlocks.add(body.parentId)
    }
    return bodies
  }

  /** Two members of a group with one parent were started by it together; a link of a chain is nobody else's parent. */
  #addCommonParents(byTime: WorkflowTask[]): void {
    const first = new Map<string, string>()
    for (const { taskId, groupId, parentId } of byTime) {
      if (groupId === null || parentId === null || parentId === taskId) continue
      if (!this.#members.get(groupId)?.has(taskNode(taskId))) continue
      const key = JSON.stringify([groupId, parentId])
      const other = first.get(key)
      if (other === undefined) first.set(key, taskId)
      else if (other !== taskId) this.#add(taskNode(parentId), groupNode(groupId), 'child')
    }
  }

  #addParent(task: WorkflowTask, isBody: boolean): void {
    if (task.parentId === null) return
    const [from, to] = [taskNode(task.parentId), taskNode(task.taskId)]
    // Through the group there is a way already.
    const through = [...(this.#groupOf.get(to) ?? [])].some((groupId) =>
      this.#edges.has(JSON.stringify([from, groupNode(groupId)])),
    )
    if (isBody || !through) this.#add(from, to, 'child')
  }

  /** celery.chord_unlock and the header stand side by side among what a task started; its only child is the body. */
  #addChords(byTime: WorkflowTask[]): void {
    const { tasks, started } = this.from
    const childrenOf = grouped(byTime, ({ taskId, parentId }) => (parentId === taskId ? null : parentId))
    for (const children of started.values()) {
      for (const group of children) {
        if (group.kind !== 'group') continue
        const header = {
          members: group.members.map((one) => (one.kind === 'task' ? tasks.get(one.taskId) : undefined)),
        }
        for (const unlock of besideGroup(children, group.groupId)) {
          const [body, ...more] = childrenOf.get(unlock) ?? []
          if (!body || more.length > 0 || tasks.has(unlock) || !tookResults(body, header)) continue
          this.#unlocks.add(unlock)
          this.#add(nodeOf(group), taskNode(body.taskId), 'chord')
        }
      }
    }
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
