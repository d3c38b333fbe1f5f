import { z } from 'zod'
import { filterText, isoTime } from './common'

/** A task or a group in the picture of a workflow. */
export const workflowNode = z.object({
  /** `task:<id>` or `group:<id>`. */
  id: z.string(),
  kind: z.enum(['task', 'group']),
  taskId: z.string().nullable(),
  groupId: z.string().nullable(),
  name: z.string().nullable(),
  /** null: nothing is stored under this id (still queued, forgotten, or its result is ignored), or it is a group. */
  state: z.string().nullable(),
  retries: z.number().int().nullable(),
  worker: z.string().nullable(),
  runtimeSeconds: z.number().nullable(),
  occurredAt: isoTime.nullable(),
  exception: z.object({ type: z.string(), message: z.string() }).nullable(),
  /** Of a group: its members by what became of them. */
  progress: z
    .object({ total: z.number().int().nullable(), done: z.number().int(), failed: z.number().int() })
    .nullable(),
})
export type WorkflowNode = z.infer<typeof workflowNode>

/**
 * `child`: started by the other task. `member`: in the group. `chord`: the body that runs when the group is done.
 * `retry`: sent again from the dashboard.
 */
export const workflowEdge = z.object({
  from: z.string(),
  to: z.string(),
  kind: z.enum(['child', 'member', 'chord', 'retry']),
})
export type WorkflowEdge = z.infer<typeof workflowEdge>

export const workflow = z.object({
  /** The node that was asked about. */
  focus: z.string(),
  /** The first one known: where the workflow began. */
  root: z.string(),
  nodes: z.array(workflowNode),
  edges: z.array(workflowEdge),
  /** There are more than 1,000 nodes; those nearest to the focus are here. */
  truncated: z.boolean(),
})
export type Workflow = z.infer<typeof workflow>

export const groupMember = z.object({
  taskId: z.string(),
  state: z.string().nullable(),
  name: z.string().nullable(),
  runtimeSeconds: z.number().nullable(),
  occurredAt: isoTime.nullable(),
  worker: z.string().nullable(),
  exception: z.object({ type: z.string(), message: z.string() }).nullable(),
})
export type GroupMember = z.infer<typeof groupMember>

export const group = z.object({
  groupId: z.string(),
  /**
   * Where the list of members comes from: the group's own document, the children a parent task stored, or only those
   * members that have stored a result, in which case nobody knows how many there are.
   */
  source: z.enum(['document', 'parent', 'members']),
  saved: z.object({ key: z.string(), sizeBytes: z.number(), lastModified: isoTime }).nullable(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  parentTaskId: z.string().nullable(),
  /** The chord's body, where one is known. */
  bodyTaskId: z.string().nullable(),
  /** null where it is not known. */
  total: z.number().int().nullable(),
  /** SUCCESS; FAILURE and REVOKED; stored but unfinished; nothing stored. */
  done: z.number().int(),
  failed: z.number().int(),
  unfinished: z.number().int(),
  missing: z.number().int().nullable(),
  firstAt: isoTime.nullable(),
  lastAt: isoTime.nullable(),
  /** In the group's order; at most 2,000. Groups within it are listed under `groups`. */
  members: z.array(groupMember),
  groups: z.array(z.object({ groupId: z.string(), members: z.number().int() })),
  truncated: z.boolean(),
})
export type Group = z.infer<typeof group>

export const groupQuery = z.object({
  app: z.string().optional(),
  /** A task that may have started the group: with it, a group is found none of whose members has stored anything. */
  parent: filterText(1000).optional(),
})
