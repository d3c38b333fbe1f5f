import { taskKey } from '@/lib/celery/result-key'
import { decideRetry } from '@/lib/celery/retryable'
import type { TaskDetail } from '@/lib/contract/tasks'
import type { Database } from '@/lib/db/client'
import { isStorable } from '@/lib/db/storable'
import { AppError, isAppError } from '@/lib/errors'
import type { Prisma } from '@/prisma/generated/sqlite/client'
import { jsonValueOf } from './json-value'
import { type ReadTask, readTask, type StoredTask } from './read-task'
import { loadLineage } from './related-tasks'
import { toTaskSummary } from './task-summary'
import { taskTimeline } from './timeline'
import { unknownFields } from './unknown-fields'

export type TaskSubject = Parameters<typeof readTask>[0] & { appId: string; cannotSend: string | null }

/** Longest traceback an answer carries; deep recursion writes megabytes of them. */
const tracebackCap = 400_000
/** Longest exception message; where it is longer, the arguments hold it and the whole is under /raw. */
const messageCap = 20_000

/**
 * One task in full, read from S3 now. Where S3 cannot be asked, what the index knows, marked as not fresh. Throws
 * `pending` (404) for an id that has no object: to Celery that is the state PENDING.
 */
export async function getTask(
  database: Database,
  subject: TaskSubject,
  taskId: string,
  signal: AbortSignal,
): Promise<TaskDetail> {
  const key = taskKey(subject.keyPrefix, taskId)
  // Such a key never reaches the index, and PostgreSQL would not even look for it.
  if (!isStorable(key)) throw pending({ kind: 'missing' }, key, subject.store.label)
  const read = await readOrExplain(subject, taskId, signal)
  const row = await database.reader.task.findUnique({ where: { appId_key: { appId: subject.appId, key } } })
  if (read.kind === 'missing' || row === null) throw pending(read, key, subject.store.label)
  return describeTask(database, subject, row, read.kind === 'found' ? read.task : null)
}

async function readOrExplain(subject: TaskSubject, taskId: string, signal: AbortSignal): Promise<ReadTask> {
  try {
    return await readTask(subject, taskId, signal)
  } catch (error) {
    if (!isAppError(error)) throw error
    return { kind: 'unavailable', code: error.code, message: error.message }
  }
}

function pending(read: ReadTask, key: string, store: string): AppError {
  if (read.kind === 'unavailable') {
    return new AppError('upstream', `${read.message} The index does not know this task either.`, {
      details: { key, reason: read.code },
    })
  }
  return new AppError(
    'pending',
    `There is no object ${key} in ${store}. Celery calls that PENDING: the task is still queued, or it runs without task_track_started, or its result is ignored or was forgotten, or no task ever had this id.`,
    { details: { key, store, state: 'PENDING' } },
  )
}

type Row = Prisma.TaskGetPayload<Record<string, never>>

async function describeTask(
  database: Database,
  subject: TaskSubject,
  row: Row,
  stored: StoredTask | null,
): Promise<TaskDetail> {
  const { appId } = subject
  const result = stored?.result.kind === 'task' ? stored.result : null
  const cut = new Map(result?.truncated?.map(({ field, sizeBytes }) => [field, sizeBytes]))
  const summary = toTaskSummary(row)
  const [lineage, observed] = await Promise.all([
    loadLineage(database, appId, {
      taskId: row.taskId,
      parentId: row.parentId,
      groupId: row.groupId,
      children: result?.children ?? null,
    }),
    database.reader.observation.findMany({
      where: { appId, taskId: row.taskId },
      orderBy: { atMs: 'desc' },
      take: 100,
    }),
  ])
  const value = (name: 'args' | 'kwargs' | 'result') => {
    const text = result?.[name] ?? null
    return text === null ? null : jsonValueOf(text, cut.get(name))
  }
  return {
    ...summary,
    args: value('args'),
    kwargs: value('kwargs'),
    result: value('result'),
    exceptionDetail: result?.exception
      ? {
          type: result.exception.type,
          module: result.exception.module,
          message: shortened(result.exception.message),
          args: jsonValueOf(result.exception.args),
        }
      : null,
    traceback: result?.traceback ? tracebackOf(result.traceback, cut.get('traceback')) : null,
    extra: (result?.extra ?? []).slice(0, 50).map(({ name, value: text }) => ({ name, value: jsonValueOf(text) })),
    ...lineage,
    rootId: null,
    stored: storedOf(subject, row, stored),
    document: stored?.text ?? null,
    problemBytes: row.problemBytes,
    timeline: taskTimeline({
      state: row.state,
      ready: row.ready,
      retries: row.retries,
      dateDoneMs: row.dateDoneMs === null ? null : Number(row.dateDoneMs),
      modifiedMs: Number(row.lastModifiedMs),
      ran: hasRun(row),
      observed: observed.reverse().map(({ state, retries, atMs }) => ({ state, retries, atMs: Number(atMs) })),
    }),
    retryable: retryableOf(subject, row, stored),
    unknown: unknownFields({
      ...summary,
      extended: row.extended,
      ready: row.ready,
      readable: row.problemCode === null,
      ran: hasRun(row),
    }),
  }
}

/**
 * Revoked tasks, links of a failed chain and unknown tasks have a result without ever having run: Celery then stores no
 * worker although it stores the other extended fields, or the exception NotRegistered.
 */
function hasRun({ state, extended, worker, exceptionType }: Row): boolean {
  return state !== 'REVOKED' && exceptionType !== 'NotRegistered' && !(extended && worker === null)
}

function shortened(message: string): string {
  // A cut through a surrogate pair would leave half a character.
  return message.length > messageCap ? `${message.slice(0, messageCap).replace(/[\ud800-\udbff]$/, '')}…` : message
}

function tracebackOf(text: string, wholeBytes: number | undefined): TaskDetail['traceback'] {
  const truncated = wholeBytes !== undefined || text.length > tracebackCap
  // The last lines name the exception: of a traceback that is too long the end is worth more than the beginning.
  return {
    text: text.length > tracebackCap ? text.slice(-tracebackCap) : text,
    truncated,
    sizeBytes: wholeBytes ?? Buffer.byteLength(text),
  }
}

function storedOf(subject: TaskSubject, row: Row, stored: StoredTask | null): TaskDetail['stored'] {
  const { meta } = stored ?? {}
  const root = subject.store.label.replace(/^(s3:\/\/[^/]*).*$/, '$1')
  return {
    key: row.key,
    uri: `${root}/${row.key}`,
    etag: meta?.version ?? row.etag,
    storageClass: meta?.storageClass ?? row.storageClass,
    contentType: meta?.contentType ?? null,
    serverSideEncryption: meta?.serverSideEncryption ?? null,
    versionId: meta?.versionId ?? null,
    sizeBytes: meta?.sizeBytes ?? Number(row.sizeBytes),
    lastModified: (meta?.modifiedAt ?? new Date(Number(row.lastModifiedMs))).toISOString(),
    fresh: stored !== null,
  }
}

/** The decision of lib/celery, unless nothing can be sent from here at all. */
function retryableOf(subject: TaskSubject, row: Row, stored: StoredTask | null): TaskDetail['retryable'] {
  const result = stored?.result.kind === 'task' ? stored.result : null
  const { ok, reason, missing, sameIdReason, caution } = decideRetry(result)
  if (subject.cannotSend !== null) return { ok: false, reason: subject.cannotSend, missing: [], sameIdReason, caution }
  if (stored === null && row.problemCode === null) {
    return { ok: false, reason: 'The stored arguments cannot be read from S3 now.', missing: [], sameIdReason, caution }
  }
  const cut = (result?.truncated ?? []).filter(({ field }) => field === 'args' || field === 'kwargs')
  if (ok && cut.length > 0) {
    const reason = `The stored ${cut.map(({ field }) => field).join(' and ')} are too large to be read whole here, so they cannot be sent again. Type them to run the task.`
    return { ok: false, reason, missing: ['args'], sameIdReason, caution }
  }
  return { ok, reason, missing, sameIdReason, caution }
}
