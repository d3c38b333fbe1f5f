import type { ResultReference } from '@/lib/celery/reference'
import type { Group, GroupMember } from '@/lib/contract/workflows'
import type { Database } from '@/lib/db/client'
import { isStorable } from '@/lib/db/storable'
import { AppError } from '@/lib/errors'
import { besideGroup, carriesHeader, tookResults } from './chord'
import { groupNode, idOf, isTaskNode, nodeOf } from './collect-workflow'
import { exceptionOf, type Outcome, outcomeOf } from './get-workflow'
import { iso, isoOrNull } from './task-summary'
import {
  readByGroup,
  readByParent,
  readSavedGroups,
  readStarted,
  readTasks,
  type SavedGroup,
  type WorkflowTask,
} from './workflow-reads'
import { withNested } from './workflow-references'

/** Members listed; all of them are counted. */
const mostShown = 2_000
/** Members looked at for the counts. */
const mostCounted = 20_000
/** Parents asked whether they started the group. */
const mostParents = 20

/**
 * A group with what became of its members: from its own document, else from what the task that started it says, else
 * from those members that stored a result and their group_id. `parentTaskId` is a hint: a task that may have started the
 * group, for one of which no member has stored anything yet. Throws `not_found` where nothing tells of such a group.
 */
export async function getGroup(
  database: Database,
  appId: string,
  groupId: string,
  parentTaskId?: string,
): Promise<Group> {
  if (!isStorable(groupId)) throw unknownGroup()
  const [[saved], byGroup] = await Promise.all([
    readSavedGroups(database, appId, [groupId]),
    readByGroup(database, appId, [groupId], mostCounted),
  ])
  const parent = await findStarter(database, appId, groupId, byGroup, parentTaskId)
  if (!saved && byGroup.length === 0 && !parent) throw unknownGroup()
  const list = saved && saved.members.length > 0 ? saved.members : (parent?.group.members ?? null)
  const tasks = await withListed(database, appId, list, byGroup)
  const body = await findBody(database, appId, groupId, parent, list, byGroup, tasks)
  return describeGroup(groupId, saved, parent?.taskId ?? null, list, body, byGroup, tasks)
}

function unknownGroup(): AppError {
  return new AppError(
    'not_found',
    'The index knows no group of this id: no GroupResult was saved under it, and no stored task names it. Its members may all be queued or running still.',
  )
}

type GroupReference = Extract<ResultReference, { kind: 'group' }>
type Starter = { taskId: string; group: GroupReference; children: ResultReference[] }

/** The task whose document lists the group; asked are those that its members name as their parents, the most named first. */
async function findStarter(
  database: Database,
  appId: string,
  groupId: string,
  members: WorkflowTask[],
  hint: string | undefined,
): Promise<Starter | null> {
  const named = new Map<string, number>()
  for (const { taskId, parentId } of members) {
    if (parentId !== null && parentId !== taskId) named.set(parentId, (named.get(parentId) ?? 0) + 1)
  }
  const parents = [...named].sort((a, b) => b[1] - a[1]).map(([id]) => id)
  const asked = [...(hint !== undefined && isStorable(hint) ? [hint] : []), ...parents.slice(0, mostParents)]
  const started = new Map(
    (await readStarted(database, appId, asked)).map(({ taskId, children }) => [taskId, children] as const),
  )
  for (const taskId of asked) {
    const children = started.get(taskId) ?? []
    const group = withNested(children).find((child) => child.kind === 'group' && child.groupId === groupId)
    if (group?.kind === 'group') return { taskId, group, children }
  }
  return null
}

async function withListed(
  database: Database,
  appId: string,
  list: ResultReference[] | null,
  byGroup: WorkflowTask[],
): Promise<Map<string, WorkflowTask>> {
  const tasks = new Map(byGroup.map((task) => [task.taskId, task]))
  const listed = withNested(list ?? []).flatMap((one) => (one.kind === 'task' ? [one.taskId] : []))
  const unread = [...new Set(listed)].filter((id) => !tasks.has(id)).slice(0, mostCounted)
  for (const task of await readTasks(database, appId, unread)) tasks.set(task.taskId, task)
  return tasks
}

async function findBody(
  database: Database,
  appId: string,
  groupId: string,
  starter: Starter | null,
  list: ResultReference[] | null,
  byGroup: WorkflowTask[],
  tasks: ReadonlyMap<string, WorkflowTask>,
): Promise<string | null> {
  const listed = list && new Set(withNested(list).map((one) => idOf(nodeOf(one))))
  const parents = await readTasks(
    database,
    appId,
    byGroup.flatMap(({ parentId }) => parentId ?? []),
  )
  const stored = new Set([...tasks.keys(), ...parents.map(({ taskId }) => taskId)])
  const carrier = byGroup.find((task) =>
    carriesHeader(task, { groupId, listed, members: byGroup }, (id) => stored.has(id)),
  )
  if (carrier) return carrier.taskId
  if (!starter) return null
  const beside = besideGroup(starter.children, groupId)
  const unlocks = beside.length === 0 ? [] : await readByParent(database, appId, beside, mostShown)
  const bodies = await readTasks(
    database,
    appId,
    unlocks.map(({ taskId }) => taskId),
  )
  const stillStored = new Set((await readTasks(database, appId, beside)).map(({ taskId }) => taskId))
  const members = starter.group.members.map((one) => (one.kind === 'task' ? tasks.get(one.taskId) : undefined))
  const body = bodies.find(
    ({ parentId, ...task }) =>
      parentId !== null &&
      !stillStored.has(parentId) &&
      unlocks.filter((one) => one.parentId === parentId).length === 1 &&
      tookResults({ parentId, ...task }, { members }),
  )
  return body?.taskId ?? null
}

function describeGroup(
  groupId: string,
  saved: SavedGroup | undefined,
  parentTaskId: string | null,
  list: ResultReference[] | null,
  bodyTaskId: string | null,
  byGroup: WorkflowTask[],
  tasks: ReadonlyMap<string, WorkflowTask>,
): Group {
  const said = byGroup
    .filter(({ taskId }) => taskId !== bodyTaskId)
    .sort((a, b) => a.occurredMs - b.occurredMs || (a.taskId < b.taskId ? -1 : 1))
    .map(({ taskId }): ResultReference => ({ kind: 'task', taskId, parent: null }))
  const members = list ?? said
  const inside = new Map(
    withNested(members).flatMap((one) =>
      one.kind === 'group' ? [[one.groupId, one.members.map(nodeOf)] as const] : [],
    ),
  )
  const known = new Map<string, Outcome>([[groupNode(groupId), 'missing']])
  const outcomes = members.map((one) => outcomeOf(nodeOf(one), tasks, inside, known))
  const count = (outcome: (typeof outcomes)[number]) => outcomes.filter((one) => one === outcome).length
  const times = members.flatMap((one) => (one.kind === 'task' ? (tasks.get(one.taskId)?.occurredMs ?? []) : []))
  const taskNodes = members.map(nodeOf).filter(isTaskNode)
  return {
    groupId,
    source: saved && list === saved.members ? 'document' : list ? 'parent' : 'members',
    saved: saved ? { key: saved.key, sizeBytes: saved.sizeBytes, lastModified: iso(saved.lastModifiedMs) } : null,
    problem:
      saved && saved.problemCode !== null ? { code: saved.problemCode, message: saved.problemMessage ?? '' } : null,
    parentTaskId,
    bodyTaskId,
    total: list ? members.length : null,
    done: count('done'),
    failed: count('failed'),
    unfinished: count('unfinished'),
    missing: list ? count('missing') : null,
    firstAt: isoOrNull(times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : null),
    lastAt: isoOrNull(times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : null),
    members: taskNodes.slice(0, mostShown).map((node) => describeMember(idOf(node), tasks.get(idOf(node)))),
    groups: members
      .flatMap((one) => (one.kind === 'group' ? [{ groupId: one.groupId, members: one.members.length }] : []))
      .slice(0, mostShown),
    truncated: taskNodes.length > mostShown || byGroup.length >= mostCounted,
  }
}

function describeMember(taskId: string, task: WorkflowTask | undefined): GroupMember {
  return {
    taskId,
    state: task?.state ?? null,
    name: task?.name ?? null,
    runtimeSeconds: task?.runtimeMs == null ? null : task.runtimeMs / 1000,
    occurredAt: task ? iso(task.occurredMs) : null,
    worker: task?.worker ?? null,
    exception: exceptionOf(task),
  }
}
