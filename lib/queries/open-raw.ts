import { taskKey } from '@/lib/celery/result-key'
import { AppError } from '@/lib/errors'
import type { ResultStore, StoredDocument } from '@/lib/results/store'

/** The stored object of a task, its body unread. Throws `pending` where there is none, `access_denied` on a 403. */
export async function openRaw(
  app: { store: ResultStore; config: { store: { keyPrefix: string } } },
  taskId: string,
  signal: AbortSignal,
): Promise<StoredDocument> {
  const key = taskKey(app.config.store.keyPrefix, taskId)
  const outcome = await app.store.get(key, {}, signal)
  if (outcome.kind === 'found') return outcome.document
  if (outcome.kind === 'missing' && outcome.uncertain) {
    const message = `S3 answered 403 for ${key}: the object is missing, or forbidden. Grant s3:ListBucket to tell which, and s3:GetObject to read it.`
    throw new AppError('access_denied', message, { details: { action: 's3:GetObject', key } })
  }
  throw new AppError('pending', `There is no object ${key}: nothing to download.`)
}
