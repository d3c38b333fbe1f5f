import type { ResultReference } from '@/lib/celery/reference'

/** What a task started, as task_children holds it (lib/sync/children-text.ts). Anything else in there is left out. */
export function readChildren(text: string): ResultReference[] {
  return listOf(text).flatMap(childOf)
}

/** The members of a saved group, as group_result holds them. */
export function readMembers(text: string): ResultReference[] {
  return listOf(text).flatMap(memberOf)
}

/** These references and all that stand in groups among them, groups included, each once, in order. */
export function withNested(references: ResultReference[]): ResultReference[] {
  return references.flatMap((reference) =>
    reference.kind === 'group' ? [reference, ...withNested(reference.members)] : [reference],
  )
}

function listOf(text: string): unknown[] {
  if (text === '') return []
  const value: unknown = JSON.parse(text)
  return Array.isArray(value) ? value : []
}

function childOf(entry: unknown): ResultReference[] {
  if (!isRecord(entry)) return []
  if (typeof entry.task === 'string') return [{ kind: 'task', taskId: entry.task, parent: null }]
  if (typeof entry.group !== 'string') return []
  const members = Array.isArray(entry.members) ? entry.members.flatMap(childOf) : []
  return [{ kind: 'group', groupId: entry.group, parent: null, members }]
}

function memberOf(entry: unknown): ResultReference[] {
  if (!isRecord(entry)) return []
  const [parent = null] = memberOf(entry.parent)
  if (entry.kind === 'task' && typeof entry.taskId === 'string') return [{ kind: 'task', taskId: entry.taskId, parent }]
  if (entry.kind !== 'group' || typeof entry.groupId !== 'string') return []
  const members = Array.isArray(entry.members) ? entry.members.flatMap(memberOf) : []
  return [{ kind: 'group', groupId: entry.groupId, parent, members }]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
