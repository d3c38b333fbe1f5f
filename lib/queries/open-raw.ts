import { taskKey } from '@/lib/celery/result-key'
import { AppError } from '@/lib/errors'
import type { ResultStore, StoredDocument } from '@/lib/results/store'

/** The stored object of a task, its body unread. Throws `pending` where there is none. */
export async function openRaw(
  app: { store: ResultStore; config: { store: { keyPrefix: string } } },
  taskId: string,
  signal: AbortSignal,
): Promise<StoredDocument> {
  const key = taskKey(app.config.store.keyPrefix, taskId)
  const outcome = await app.store.get(key, {}, signal)
  if (outcome.kind === 'found') return outcome.document
  throw new AppError('pending', `There is no object ${key}: nothing to download.`)
}
