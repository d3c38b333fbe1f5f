import type { DecodeProblem, TaskResult, TruncatedField } from '@/lib/celery/result'
import { decideRetry, type RetryFacts } from '@/lib/celery/retryable'
import type { RetryRequest, SentTask } from '@/lib/contract/tasks'
import { AppError } from '@/lib/errors'
import type { ActionParts } from './action-parts'
import { enqueueTask } from './enqueue-task'
import { loadTask } from './load-task'
import { noteSent } from './note-sent'

/**
 * Runs a stored task again, under a new id or its own, with what is given instead of what is stored. Reads the object
 * now, so that the arguments are those of this moment, to the letter.
 *
 * Throws `not_retryable` with the reason and details.missing where it cannot or must not be done, and what loadTask and
 * enqueueTask throw. Nothing has been sent then.
 */
export async function retryTask(
  parts: ActionParts,
  taskId: string,
  change: RetryRequest,
  signal: AbortSignal,
): Promise<SentTask> {
  const { task, call, sameIdReason } = callToSend(await loadTask(parts, taskId, signal), change)
  const same = change.taskId === 'same'
  if (same && task?.state === 'SUCCESS') {
    throw new AppError('not_retryable', sameIdReason ?? 'A stored SUCCESS is never overwritten.', {
      details: { reason: 'sticky_success', missing: [] },
    })
  }

  const toTaskId = same ? taskId : parts.newId()
  const sentMs = parts.now()
  const notBeforeMs = change.countdown === undefined ? null : sentMs + change.countdown * 1000
  const { name, args, kwargs } = call
  const queue = await enqueueTask(
    parts,
    { taskId: toTaskId, name, args, kwargs, celeryQueue: call.queue, notBeforeMs },
    { notBefore: 'countdown' },
    signal,
  )
  const edited = isEdited(task, call)
  const details = { toTaskId, name, queue, edited, countdown: change.countdown ?? null }
  await noteSent(
    parts,
    { action: 'retry', target: taskId, details },
    { taskId: toTaskId, queue },
    { fromTaskId: taskId, toTaskId, queue, edited, sentMs },
  )
  return { taskId: toTaskId, queue }
}

/** What a stored document would be sent as, with what is given instead. Throws `not_retryable` where it must not be. */
export function callToSend(stored: TaskResult | DecodeProblem, change: RetryRequest) {
  const task = stored.kind === 'task' ? stored : null
  const { call, code, reason, missing, sameIdReason } = decideRetry(task, change)
  const cut = (task?.truncated ?? []).filter(({ field }) => isCallField(field) && change[field] === undefined)
  if (code !== 'built_in' && cut.length > 0) throw tooLarge(cut)
  if (!call)
    throw new AppError('not_retryable', reason ?? 'This task cannot be retried.', {
      details: { reason: code, missing },
    })
  return { task, call, sameIdReason }
}

/** The beginning of the arguments is not what the task was called with, and leaving them out would call it otherwise. */
function tooLarge(cut: TruncatedField[]): AppError {
  const fields = cut.map(({ field, sizeBytes }) => `${field} (${sizeBytes} bytes)`).join(' and ')
  const message = `The stored ${fields} are too large to be read whole here, so they cannot be sent again. Type them to run the task.`
  return new AppError('not_retryable', message, { details: { reason: 'too_large', missing: ['args'] } })
}

function isCallField(field: string): field is 'args' | 'kwargs' {
  return field === 'args' || field === 'kwargs'
}

function isEdited(
  task: RetryFacts | null,
  call: { name: string; args: string; kwargs: string; queue: string },
): boolean {
  return (['name', 'args', 'kwargs', 'queue'] as const).some((field) => task?.[field] !== call[field])
}
