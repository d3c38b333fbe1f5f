import { taskKey } from '@/lib/celery/result-key'
import { AppError } from '@/lib/errors'
import type { DeleteOutcome } from '@/lib/results/store'
import type { ActionParts } from './action-parts'

/**
 * Deletes a task's stored result, then its row: afterwards Celery says PENDING. Doing it twice is no error. Throws
 * `not_supported` where the store cannot delete, and what the store throws; then the row stays as well.
 */
export async function forgetTask(parts: ActionParts, taskId: string, signal: AbortSignal): Promise<void> {
  const { store, index, log, now } = parts
  if (!store.delete)
    throw new AppError('not_supported', `${store.label} can only be read, so nothing can be forgotten.`)
  const key = taskKey(parts.keyPrefix, taskId)
  const [known] = await index.listEventMarks([key])
  for (const outcome of await store.delete([{ key }], signal)) assertDeleted(outcome, store.label)
  const atMs = now()
  // A version that stands there by then was written after the deletion, or read before it: then the next look tells.
  const gone = known?.version ? [{ key, ifVersion: known.version }] : []
  await index.apply({ tasks: [], groups: [], gone, atMs })
  await log.recordActivity({ atMs, actor: 'dashboard', action: 'forget', target: taskId, outcome: 'done', details: {} })
}

function assertDeleted({ key, deleted, code }: DeleteOutcome, store: string): void {
  if (deleted) return
  if (code === 'AccessDenied') {
    const action = 's3:DeleteObject'
    const message = `Could not delete ${key} in ${store}: access was denied. Allow ${action} to the credentials the dashboard uses.`
    throw new AppError('access_denied', message, { details: { action, key } })
  }
  const throttled = code === 'SlowDown' || code === 'ServiceUnavailable'
  const message = `Could not delete ${key} in ${store}: ${code ?? 'no reason was given'}. Try again.`
  throw new AppError(throttled ? 'throttled' : 'upstream', message, { details: { key } })
}
