import type { TaskDetail } from '@/lib/contract/tasks'

/** Why something is not known, with the Celery setting that would make it known; null where it is simply absent. */
export function unknownReason(task: Pick<TaskDetail, 'unknown'>, field: string): string | null {
  const found = task.unknown.find((entry) => entry.field === field)
  if (!found) return null
  return found.setting ? `${found.reason} Set ${found.setting}.` : found.reason
}

/** Fields with one reason and one setting between them are one thing to know. */
export type UnknownGroup = { fields: string[]; reason: string; setting: string | null }

const names: Record<string, string> = {
  name: 'name',
  args: 'arguments',
  kwargs: 'keyword arguments',
  worker: 'worker',
  queue: 'queue',
  retries: 'attempt',
  runtimeSeconds: 'run time',
  dateDone: 'time of finishing',
  rootId: 'root of the workflow',
  result: 'result',
}

export function unknownGroups(unknown: TaskDetail['unknown']): UnknownGroup[] {
  const groups: UnknownGroup[] = []
  for (const { field, reason, setting } of unknown) {
    const group = groups.find((known) => known.reason === reason && known.setting === setting)
    const name = names[field] ?? field
    if (group) group.fields.push(name)
    else groups.push({ fields: [name], reason, setting })
  }
  return groups
}
