import { isReady } from '@/lib/celery/states'
import type { TaskSummary } from '@/lib/contract/tasks'

/** The one line that says what came of it. */
export type RowHeadline = { kind: 'exception' | 'problem' | 'result' | 'none'; type: string | null; text: string }

/** An exception before a result, a problem before everything: the list answers "what happened" in one line. */
export function rowHeadline(task: TaskSummary): RowHeadline {
  if (task.problem) return { kind: 'problem', type: task.problem.code, text: task.problem.message }
  if (task.exception) return { kind: 'exception', type: task.exception.type, text: firstLine(task.exception.message) }
  if (task.resultPreview === null) return { kind: 'none', type: null, text: '' }
  return { kind: 'result', type: null, text: task.resultPreview }
}

function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0] ?? ''
}

/** "app.mail." and "send": the dot stays with the module. A name without dots is all leaf. */
export function splitTaskName(name: string): { module: string; leaf: string } {
  const at = name.lastIndexOf('.', name.length - 2) + 1
  return { module: name.slice(0, at), leaf: name.slice(at) }
}

/** Why a field of a row is a dash, and which Celery setting would fill it (docs/celery-wire-format.md, B). */
export const unknownReason = {
  name: 'Name unknown: the result was stored without result_extended.',
  nameAndArgs: 'Name and arguments unknown: the result was stored without result_extended.',
  queue: 'Queue unknown: the result was stored without result_extended.',
  worker: 'Worker unknown: the result was stored without result_extended.',
  retries: 'Retries unknown: the result was stored without result_extended.',
  args: 'Arguments unknown: the result was stored without result_extended.',
} as const

export function runtimeUnknownReason(task: Pick<TaskSummary, 'state'>): string {
  if (!isReady(task.state)) return 'Not finished yet.'
  return 'Run time unknown: its start was not seen. Enable task_track_started.'
}
