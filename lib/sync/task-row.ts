import { failureOf } from '@/lib/celery/fingerprint'
import { previewArguments, previewMessage, previewResult } from '@/lib/celery/preview'
import type { DecodeProblem, GroupDocument, TaskResult } from '@/lib/celery/result'
import type { ResultKey } from '@/lib/celery/result-key'
import { unreadableState } from '@/lib/celery/states'
import type { StoredEntry } from '@/lib/results/store'
import { wordsOf } from '@/lib/search/text-words'
import type { Finding } from './batcher'
import { childrenText } from './children-text'
import type { GroupRow, TaskRow } from './index-port'
import { valueWords } from './value-words'

/** A document that could not be decoded, or not even be had. */
export type Problem = Omit<DecodeProblem, 'code'> & { code: DecodeProblem['code'] | 'forbidden' | 'archived' }

/** What the index keeps of one stored object. The key decides what it is, whatever the document says of itself. */
export function findingOf(
  resultKey: ResultKey,
  stored: StoredEntry,
  result: TaskResult | GroupDocument | Problem,
  { readMs, replaces }: { readMs: number; replaces?: string },
): Finding {
  const reading = { readMs, replaces }
  if (resultKey.kind === 'group') return { kind: 'group', row: groupRow(resultKey.id, stored, result, reading) }
  if (result.kind === 'task') return { kind: 'task', row: taskRow(resultKey.id, stored, result, reading) }
  return { kind: 'task', row: unreadableRow(resultKey.id, stored, result, reading) }
}

type Reading = { readMs: number; replaces: string | undefined }

/** Written out field by field: rows are made by the thousand, and copies of copies of them are felt. */
function taskRow(
  taskId: string,
  { key, version, sizeBytes, storageClass, modifiedAt }: StoredEntry,
  result: TaskResult,
  { readMs, replaces }: Reading,
): TaskRow {
  return {
    key,
    taskId,
    version,
    replaces,
    sizeBytes,
    storageClass,
    modifiedMs: modifiedAt.getTime(),
    state: result.state,
    ready: result.ready,
    name: result.name,
    queue: result.queue,
    worker: result.worker,
    retries: result.retries,
    dateDoneMs: result.dateDoneMs,
    exceptionType: result.exception?.type ?? null,
    exceptionMessage: result.exception && previewMessage(result.exception.message),
    failure: failureOf(result),
    groupId: result.groupId,
    parentId: result.parentId,
    serializer: result.serializer,
    extended: result.extended,
    argsPreview: previewArguments(result.args, result.kwargs),
    resultPreview: result.exception ? null : previewResult(result.result),
    children: childrenText(result.children ?? []),
    searchText: wordsOf(namesOf(taskId, result)).join(' '),
    valueText: valueWords(result).join(' '),
    readMs,
    problem: null,
  }
}

function unreadableRow(
  taskId: string,
  stored: StoredEntry,
  result: GroupDocument | Problem,
  reading: Reading,
): TaskRow {
  return {
    ...factsOf(stored),
    ...reading,
    taskId,
    state: unreadableState,
    // Not that it is known to be done, but asking again brings nothing new.
    ready: true,
    name: null,
    queue: null,
    worker: null,
    retries: null,
    dateDoneMs: null,
    exceptionType: null,
    exceptionMessage: null,
    groupId: null,
    parentId: null,
    serializer: result.serializer,
    extended: false,
    argsPreview: null,
    resultPreview: null,
    failure: null,
    children: null,
    searchText: wordsOf(taskId).join(' '),
    valueText: '',
    problem: problemOf(result, 'task'),
  }
}

function namesOf(taskId: string, { name, exception }: TaskResult): string {
  const message = exception?.message.slice(0, 2_000)
  return [taskId, name, exception?.type, message].filter(Boolean).join(' ')
}

function groupRow(
  groupId: string,
  stored: StoredEntry,
  result: TaskResult | GroupDocument | Problem,
  reading: Reading,
): GroupRow {
  const members = result.kind === 'group' ? result.members : []
  return {
    ...factsOf(stored),
    ...reading,
    groupId,
    membersJson: JSON.stringify(members),
    memberCount: members.length,
    problem: problemOf(result, 'group'),
  }
}

function factsOf({ key, version, sizeBytes, storageClass, modifiedAt }: StoredEntry) {
  return { key, version, sizeBytes, storageClass, modifiedMs: modifiedAt.getTime() }
}

function problemOf(result: TaskResult | GroupDocument | Problem, expected: 'task' | 'group'): TaskRow['problem'] {
  if (result.kind === 'problem') {
    return { code: result.code, message: result.message, firstBytes: result.firstBytes }
  }
  if (result.kind === expected) return null
  const message = `Under the key of a ${expected} lies the document of a ${result.kind}.`
  return { code: 'not_a_result', message, firstBytes: '' }
}
