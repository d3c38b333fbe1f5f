import type { ResultReference } from '@/lib/celery/reference'
import type { WorkflowTask } from './workflow-reads'

/**
 * On S3 a chord is joined by the task celery.chord_unlock, which has no result. Celery stores nowhere that a task is the
 * body of a group, so it is only said where the documents prove it.
 */
type Header = { members: (WorkflowTask | undefined)[] }

/** The tasks beside a group among what one task started: Celery sends celery.chord_unlock just before or after the header. */
export function besideGroup(children: ResultReference[], groupId: string): string[] {
  const at = children.findIndex((child) => child.kind === 'group' && child.groupId === groupId)
  if (at < 0) return []
  return [children[at - 1], children[at + 1]].flatMap((child) => (child?.kind === 'task' ? [child.taskId] : []))
}

/**
 * Whether a task that was started by a task without result got just what the members of the group returned, as its first
 * argument. False where arguments or results are not stored (result_extended): then nothing proves it.
 */
export function tookResults(body: WorkflowTask, { members }: Header): boolean {
  if (body.argsPreview === null || members.length === 0) return false
  const results = members.map((member) => (member?.state === 'SUCCESS' ? member.resultPreview : null))
  if (results.some((result) => result === null)) return false
  return agree(body.argsPreview, `([${results.join(', ')}]`)
}

/** On Celery 5.6, not on 5.2, a chord's body carries the group of its header, beside the id of celery.chord_unlock as its parent. */
export function carriesHeader(
  body: WorkflowTask,
  group: { groupId: string; listed: ReadonlySet<string> | null; members: WorkflowTask[] },
  isStored: (taskId: string) => boolean,
): boolean {
  const { groupId, parentId, taskId } = body
  if (groupId !== group.groupId || parentId === null || parentId === taskId || isStored(parentId)) return false
  if (group.listed) return !group.listed.has(taskId)
  const others = group.members.filter((member) => member.taskId !== taskId)
  if (others.length === 0 || others.some((member) => member.parentId === parentId)) return false
  // Of a group of chains, whose first links may be gone, each member has a parent that is not stored.
  if (
    others.some((member) => member.parentId !== null && member.parentId !== member.taskId && !isStored(member.parentId))
  )
    return false
  return others.every((member) => member.ready && member.occurredMs <= body.occurredMs)
}

/** Two previews say the same as far as neither is cut. */
function agree(args: string, results: string): boolean {
  const ends = [args, results].map((text) => (text.includes('…') ? text.indexOf('…') : text.length))
  const length = Math.min(...ends, results.length)
  return length > 2 && args.slice(0, length) === results.slice(0, length)
}
