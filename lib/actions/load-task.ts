import { decodeTaskStream } from '@/lib/celery/document-stream'
import { interactiveLimits } from '@/lib/celery/interactive-limits'
import type { DecodeProblem, TaskResult } from '@/lib/celery/result'
import { AppError } from '@/lib/errors'
import type { StoredDocument } from '@/lib/results/store'
import { recheckTask } from '@/lib/sync/recheck'
import type { ActionParts } from './action-parts'

/**
 * The task as it is stored at this moment, its arguments to the letter unless `truncated` names them. The index learns
 * of it, too. Throws `pending` where nothing is stored, `not_supported` for an archived object, and what the store throws.
 */
export async function loadTask(
  parts: Pick<ActionParts, 'store' | 'index' | 'keyPrefix' | 'now'>,
  taskId: string,
  signal: AbortSignal,
): Promise<TaskResult | DecodeProblem> {
  const decode = (_key: unknown, { body, sizeBytes }: StoredDocument) =>
    decodeTaskStream(body, interactiveLimits(sizeBytes))
  const check = await recheckTask({ ...parts, decode }, taskId, {}, signal)
  const { label } = parts.store
  switch (check.kind) {
    case 'found':
      // The key says that it is a task, and decodeTaskStream answers nothing else.
      return check.result.kind === 'group' ? notATask : check.result
    case 'archived':
      throw new AppError('not_supported', check.message)
    case 'uncertain': {
      const message = `${label} answered 403 for this task: its object is missing, or forbidden. Allow s3:GetObject, and s3:ListBucket to tell which.`
      throw new AppError('access_denied', message, { details: { action: 's3:GetObject' } })
    }
    default:
      throw new AppError(
        'pending',
        `Nothing is stored for the task "${taskId}" in ${label}, so nobody can tell what it was called with. It may be queued or running, its result may be ignored or forgotten, or the id is wrong: Celery calls all of this PENDING.`,
      )
  }
}

const notATask: DecodeProblem = {
  kind: 'problem',
  code: 'not_a_result',
  message: 'is the document of a group',
  serializer: null,
  firstBytes: '',
}
