import type { ResultReference } from '@/lib/celery/reference'
import type { RelatedTask, TaskDetail } from '@/lib/contract/tasks'
import type { Database } from '@/lib/db/client'
import { isStorable } from '@/lib/db/storable'
import { iso } from './task-summary'

type Children = TaskDetail['children']
type Lineage = Pick<TaskDetail, 'children' | 'parent' | 'group' | 'retryOf' | 'retriedAs'>

/** More children than this are counted by their group, not listed. */
const childrenShown = 200

export type LineageSubject = {
  taskId: string
  parentId: string | null
  groupId: string | null
  children: ResultReference[] | null
}

/** The tasks around a task with their states, as far as the index knows them. */
export async function loadLineage(database: Database, appId: string, task: LineageSubject): Promise<Lineage> {
  // After a retry a task lists itself among its children and as its own parent (docs/celery-wire-format.md, B.5).
  const children = (task.children ?? []).filter((child) => child.kind === 'group' || child.taskId !== task.taskId)
  const parentId = task.parentId === task.taskId ? null : task.parentId
  const shown = children.slice(0, childrenShown)
  const [from, to, saved, members] = await Promise.all([
    database.reader.taskLink.findFirst({ where: { appId, toTaskId: task.taskId }, orderBy: { sentMs: 'desc' } }),
    database.reader.taskLink.findMany({
      where: { appId, fromTaskId: task.taskId },
      orderBy: { sentMs: 'desc' },
      take: 50,
    }),
    task.groupId === null
      ? null
      : database.reader.groupResult.findFirst({ select: { key: true }, where: { appId, groupId: task.groupId } }),
    task.groupId === null ? 0 : database.reader.task.count({ where: { appId, groupId: task.groupId } }),
  ])
  const ids = [
    ...shown.flatMap((child) => (child.kind === 'task' ? [child.taskId] : [])),
    ...(parentId ? [parentId] : []),
    ...(from ? [from.fromTaskId] : []),
    ...to.map((link) => link.toTaskId),
  ]
  const known = await loadRelated(database, appId, ids)
  const related = (taskId: string): RelatedTask => known.get(taskId) ?? { taskId, state: null, name: null }
  return {
    children: shown.map((child): Children[number] =>
      child.kind === 'task'
        ? { ...related(child.taskId), kind: 'task', members: null }
        : { taskId: child.groupId, state: null, name: null, kind: 'group', members: child.members.length },
    ),
    parent: parentId === null ? null : related(parentId),
    group: task.groupId === null ? null : { groupId: task.groupId, saved: saved !== null, indexedMembers: members },
    retryOf: from && from.fromTaskId !== task.taskId ? related(from.fromTaskId) : null,
    retriedAs: to.map((link) => ({
      ...related(link.toTaskId),
      sentAt: iso(link.sentMs),
      queue: link.queue,
      edited: link.edited,
    })),
  }
}

async function loadRelated(database: Database, appId: string, taskIds: string[]): Promise<Map<string, RelatedTask>> {
  // Ids out of documents may hold what PostgreSQL refuses in any text; no row has such an id.
  const ids = [...new Set(taskIds)].filter(isStorable)
  if (ids.length === 0) return new Map()
  const rows = await database.reader.task.findMany({
    select: { taskId: true, state: true, name: true },
    where: { appId, taskId: { in: ids } },
  })
  return new Map(rows.map((row) => [row.taskId, row]))
}
