import type { DecodeProblem, GroupDocument, TaskResult } from '@/lib/celery/result'
import type { ResultKey } from '@/lib/celery/result-key'
import { type ErrorCode, isAppError } from '@/lib/errors'
import type { ResultStore, StoredDocument, StoredEntry } from '@/lib/results/store'
import type { Finding } from './batcher'
import { findingOf } from './task-row'

/** Reads a body to its end and understands it. A body that breaks off makes it reject with the stream's error. */
export type DecodeDocument = (
  key: ResultKey,
  document: StoredDocument,
) => Promise<TaskResult | GroupDocument | DecodeProblem>

export type Fetched =
  | { kind: 'unchanged' }
  | { kind: 'gone' }
  /** S3 refused, and where listing is not allowed that can also mean "missing". Nothing was learned. */
  | { kind: 'uncertain' }
  | { kind: 'archived'; message: string }
  | { kind: 'read'; finding: Finding; document: StoredDocument; result: TaskResult | GroupDocument | DecodeProblem }

/** How often an object is read again that was overwritten, or broke off, under our hands. */
const readAttempts = 3
const worthReadingAgain: ErrorCode[] = ['conflict', 'upstream']

/**
 * One GET: what the object says now, described by the version, size and time of this very answer, since it may have
 * been overwritten after it was listed. `replaces`: the indexed version that was known before. Throws what the store throws.
 */
export async function fetchFinding(
  parts: { store: ResultStore; decode: DecodeDocument; now: () => number; onRequest: () => void },
  target: { key: string; resultKey: ResultKey; ifNoneMatch?: string; replaces?: string },
  signal: AbortSignal,
): Promise<Fetched> {
  const { store, decode, now, onRequest } = parts
  const { key, resultKey, ifNoneMatch, replaces = ifNoneMatch } = target
  for (let attempt = 1; ; attempt += 1) {
    try {
      onRequest()
      const readMs = now()
      const outcome = await store.get(key, ifNoneMatch === undefined ? {} : { ifNoneMatch }, signal)
      if (outcome.kind === 'unchanged') return outcome
      if (outcome.kind === 'missing') return { kind: outcome.uncertain ? 'uncertain' : 'gone' }
      const { document } = outcome
      const result = await decode(resultKey, document)
      return { kind: 'read', finding: findingOf(resultKey, document, result, { readMs, replaces }), document, result }
    } catch (error) {
      signal.throwIfAborted()
      if (!isAppError(error)) throw error
      if (error.code === 'not_supported') return { kind: 'archived', message: error.message }
      if (attempt === readAttempts || !worthReadingAgain.includes(error.code)) throw error
    }
  }
}

/** Stands before the version of a row that was not allowed to be read, so that the next sweep tries again. */
const unreadMark = 'unread:'

export const isUnread = (version: string | null, listed: StoredEntry) => version === unreadMark + listed.version

/** A row for an object that exists but could not be had. */
export function unreadFinding(
  resultKey: ResultKey,
  listed: StoredEntry,
  { archivedMessage, ...reading }: { archivedMessage: string | null; readMs: number; replaces: string | undefined },
): Finding {
  const problem = { kind: 'problem' as const, serializer: null, firstBytes: '' }
  if (archivedMessage !== null) {
    // Asking again would be refused again until somebody restores it, and every refusal is billed.
    return findingOf(resultKey, listed, { ...problem, code: 'archived', message: archivedMessage }, reading)
  }
  const message =
    'S3 lists this object but refused to hand it out (403). Allow s3:GetObject, and kms:Decrypt if a key is used.'
  const unread = { ...listed, version: unreadMark + listed.version }
  return findingOf(resultKey, unread, { ...problem, code: 'forbidden', message }, reading)
}
