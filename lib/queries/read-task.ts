import type { DecodeProblem, TaskResult } from '@/lib/celery/result'
import type { StoredDocument } from '@/lib/results/store'
import { recheckTask, type TaskCheck } from '@/lib/sync/recheck'
import { decodeForPage, type PageDocument } from './decode-for-page'
import type { DocumentCache } from './document-cache'

export type StoredMeta = Omit<StoredDocument, 'body'>

/** A stored task as last read from S3, with what a page needs beyond the index row. */
export type StoredTask = { meta: StoredMeta; result: TaskResult | DecodeProblem } & PageDocument

export type ReadTask =
  | { kind: 'found'; task: StoredTask }
  | { kind: 'missing' }
  /** S3 could not be asked, or would not say. The sentence is for the reader. */
  | { kind: 'unavailable'; message: string; code: string }

type Parts = Omit<Parameters<typeof recheckTask>[0], 'decode'> & { documents: DocumentCache<StoredTask> }

/**
 * Reads one task's object now: a conditional GET where it was read before, a whole one otherwise. The index learns what
 * was found. Throws what the store throws.
 */
export async function readTask(parts: Parts, taskId: string, signal: AbortSignal): Promise<ReadTask> {
  const known = parts.documents.get(taskId)
  let page: PageDocument | undefined
  const check = await recheckTask(
    {
      ...parts,
      decode: async (_key, document) => {
        const decoded = await decodeForPage(document)
        page = decoded.page
        return decoded.result
      },
    },
    taskId,
    known ? { knownVersion: known.meta.version } : {},
    signal,
  )
  return answer(parts.documents, taskId, check, known, page)
}

function answer(
  documents: DocumentCache<StoredTask>,
  taskId: string,
  check: TaskCheck,
  known: StoredTask | undefined,
  page: PageDocument | undefined,
): ReadTask {
  switch (check.kind) {
    case 'found': {
      const { body: _, ...meta } = check.document
      if (check.result.kind === 'group' || !page) return { kind: 'missing' }
      const task = { meta, result: check.result, ...page }
      documents.set(taskId, task, meta.sizeBytes)
      return { kind: 'found', task }
    }
    case 'unchanged':
      return known ? { kind: 'found', task: known } : { kind: 'missing' }
    case 'gone':
      documents.delete(taskId)
      return { kind: 'missing' }
    case 'uncertain':
      return {
        kind: 'unavailable',
        code: 'access_denied',
        message:
          'S3 answered 403: the object is missing, or forbidden. Grant s3:ListBucket to tell which, and s3:GetObject to read it.',
      }
    case 'archived':
      return { kind: 'unavailable', code: 'archived', message: check.message }
  }
}
