import type { FailureFacts } from '@/lib/celery/failure-facts'
import type { GroupRow, IndexBatch, TaskRow } from '@/lib/sync/index-port'

/**
 * What both databases can keep, of rows made from foreign documents. PostgreSQL refuses U+0000 and lone surrogates in
 * text, and entries above some 2,700 bytes in an index; one such row would fail its whole batch, again and again. The
 * document itself stays as it is in the bucket, and everything a person reads in full is read from there.
 *
 * A key with U+0000 in it is left out: it cannot be stored, and under another name it would never be found again.
 */
export function storableBatch({ tasks, groups, gone, atMs }: IndexBatch): IndexBatch {
  return {
    tasks: tasks.filter(({ key }) => isStorable(key)).map(storableTask),
    groups: groups.filter(({ key }) => isStorable(key)).map(storableGroup),
    gone: gone.filter(({ key }) => isStorable(key)),
    atMs,
  }
}

export function isStorable(key: string): boolean {
  return cleanText(key) === key
}

function storableTask(row: TaskRow): TaskRow {
  return {
    ...row,
    taskId: short(row.taskId, idBytes),
    state: short(row.state, wordBytes),
    name: orNull(row.name, (name) => short(name, nameBytes)),
    queue: orNull(row.queue, (queue) => short(queue, nameBytes)),
    worker: orNull(row.worker, (worker) => short(worker, nameBytes)),
    retries: orNull(row.retries, int32),
    exceptionType: orNull(row.exceptionType, (type) => short(type, nameBytes)),
    exceptionMessage: orNull(row.exceptionMessage, cleanText),
    groupId: orNull(row.groupId, (id) => short(id, idBytes)),
    parentId: orNull(row.parentId, (id) => short(id, idBytes)),
    dateDoneMs: orNull(row.dateDoneMs, Math.trunc),
    argsPreview: orNull(row.argsPreview, cleanText),
    resultPreview: orNull(row.resultPreview, cleanText),
    failure: row.failure && storableFailure(row.failure),
    children: orNull(row.children, cleanText),
    searchText: cleanText(row.searchText),
    valueText: cleanText(row.valueText),
    problem: storableProblem(row.problem),
  }
}

function storableFailure({ fingerprint, pattern, frame, traceback }: FailureFacts): FailureFacts {
  return {
    fingerprint: short(fingerprint, wordBytes),
    pattern: cleanText(pattern),
    frame: orNull(frame, cleanText),
    traceback: orNull(traceback, cleanText),
  }
}

function storableGroup(row: GroupRow): GroupRow {
  return {
    ...row,
    groupId: short(row.groupId, idBytes),
    membersJson: cleanText(row.membersJson),
    problem: storableProblem(row.problem),
  }
}

// With the u flag, only surrogates without a partner match.
const unstorable = /[\0\p{Surrogate}]/gu

// S3 keys end at 1,024 bytes. Name, queue and state together are the key of a roll-up.
const idBytes = 1024
const nameBytes = 800
const wordBytes = 200

function storableProblem(problem: TaskRow['problem']): TaskRow['problem'] {
  if (!problem) return null
  return {
    code: cleanText(problem.code),
    message: cleanText(problem.message),
    firstBytes: cleanText(problem.firstBytes),
  }
}

/** Text that PostgreSQL takes: without U+0000 and lone surrogates. */
export function cleanText(text: string): string {
  return text.replace(unstorable, '\u{fffd}')
}

/** The beginning of a text, so many bytes of UTF-8 at most, cut between characters. */
function short(text: string, bytes: number): string {
  const whole = cleanText(text)
  // A UTF-16 unit takes three bytes at most, so short texts need no measuring.
  if (whole.length * 3 <= bytes || Buffer.byteLength(whole) <= bytes) return whole
  const cut = Buffer.from(whole).subarray(0, bytes).toString()
  return cut.replace(/\u{fffd}+$/u, '')
}

function int32(value: number): number | null {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : null
}

function orNull<T, R>(value: T | null, change: (value: T) => R): R | null {
  return value === null ? null : change(value)
}
