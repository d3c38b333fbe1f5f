import type { RetryChange } from '@/lib/client/mutations/retry-task'
import type { JsonValue, TaskDetail } from '@/lib/contract/tasks'
import { argumentsFault, editableText, parseCountdown, type TextFault } from './arguments.model'

/** What the retry dialog holds, as typed. */
export type RetryForm = {
  taskId: 'new' | 'same'
  name: string
  args: string
  kwargs: string
  queue: string
  countdown: string
}

export type RetryFaults = {
  name: string | null
  args: TextFault | null
  kwargs: TextFault | null
  queue: string | null
  countdown: string | null
}

/** The task as it was, ready to be changed. What nobody knows is empty and must be typed. */
export function retryFormOf(task: TaskDetail): RetryForm {
  return {
    taskId: 'new',
    name: task.name ?? '',
    args: initialText(task.args, ''),
    kwargs: initialText(task.kwargs, '{}'),
    queue: task.queue ?? '',
    countdown: '',
  }
}

const mostEditable = 200_000

/** Arguments too long for a text field, or cut by the API, are not edited here; the server sends them whole. */
export function isEditable(value: JsonValue | null): boolean {
  return value === null || (!value.truncated && value.json.length <= mostEditable)
}

function initialText(value: JsonValue | null, unknown: string): string {
  if (!value) return unknown
  return isEditable(value) ? editableText(value.json) : ''
}

export function retryFaults(form: RetryForm, task: TaskDetail): RetryFaults {
  const countdown = parseCountdown(form.countdown)
  return {
    name: form.name.trim() === '' ? 'Type the name of the task, such as app.mail.send_welcome' : null,
    args: isEditable(task.args) ? argumentsFault(form.args, 'array') : null,
    kwargs: isEditable(task.kwargs) ? argumentsFault(form.kwargs, 'object') : null,
    queue:
      form.queue.trim() === '' && (task.queue !== null || task.retryable.missing.includes('queue'))
        ? 'Choose a queue that a worker of this task reads'
        : null,
    countdown: countdown.ok ? null : countdown.reason,
  }
}

export function hasFaults(faults: RetryFaults): boolean {
  return Object.values(faults).some((fault) => fault !== null)
}

/** The request: only what differs from the stored task, so that the rest is sent to the letter as it was. */
export function retryChange(form: RetryForm, task: TaskDetail): RetryChange {
  const before = retryFormOf(task)
  const change: RetryChange = { taskId: form.taskId }
  if (form.name.trim() !== before.name) change.name = form.name.trim()
  if (isEditable(task.args) && (task.args === null || form.args !== before.args)) change.args = form.args
  if (isEditable(task.kwargs) && (task.kwargs === null || form.kwargs !== before.kwargs)) change.kwargs = form.kwargs
  if (form.queue.trim() !== before.queue) change.queue = form.queue.trim()
  const countdown = parseCountdown(form.countdown)
  if (countdown.ok && countdown.seconds !== null) change.countdown = countdown.seconds
  return change
}

/** Which parts a person has changed, in their words: "arguments, queue". */
export function changedParts(change: RetryChange): string[] {
  const parts: string[] = []
  if (change.name !== undefined) parts.push('name')
  if (change.args !== undefined || change.kwargs !== undefined) parts.push('arguments')
  if (change.queue !== undefined) parts.push('queue')
  if (change.countdown !== undefined) parts.push('countdown')
  return parts
}
