import { objectField, textField } from './message-envelope'
import type { PyValue } from './py-value'

/** A task that will be started later: a callback, the next link of a chain, the body of a chord. */
export type SignatureSummary = {
  /** null where the signature has no task name. */
  name: string | null
  kind: 'task' | 'chain' | 'group' | 'chord'
  /** The id its result will have, where that is decided already. */
  taskId: string | null
  groupId: string | null
}

/** A list of signatures; an empty one for null and everything that is no list. */
export function readSignatures(value: PyValue | undefined): SignatureSummary[] {
  return value?.kind === 'array' ? value.items.map(readSignature).filter((signature) => signature !== null) : []
}

export function readSignature(value: PyValue | undefined): SignatureSummary | null {
  if (value?.kind !== 'object') return null
  const options = objectField(value, 'options')
  const type = textField(value, 'subtask_type')
  return {
    name: textField(value, 'task'),
    kind: type === 'chain' || type === 'group' || type === 'chord' ? type : 'task',
    taskId: textField(options, 'task_id'),
    groupId: textField(options, 'group_id'),
  }
}
