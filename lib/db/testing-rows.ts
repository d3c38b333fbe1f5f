import type { GroupRow, IndexBatch, TaskRow } from '@/lib/sync/index-port'

/** 2026-11-20 12:30:15 UTC, a time in the middle of a minute and of an hour. */
export const noonMs = Date.UTC(2026, 10, 20, 12, 30, 15)

export function taskRow(change: Partial<TaskRow> = {}): TaskRow {
  const taskId = change.taskId ?? 'a'
  return {
    key: `celery-task-meta-${taskId}`,
    taskId,
    version: 'v1',
    sizeBytes: 300,
    storageClass: 'STANDARD',
    modifiedMs: noonMs,
    state: 'SUCCESS',
    ready: true,
    name: 'app.add',
    queue: 'celery',
    worker: 'celery@one',
    retries: 0,
    dateDoneMs: noonMs - 400,
    exceptionType: null,
    exceptionMessage: null,
    groupId: null,
    parentId: null,
    serializer: 'json',
    extended: true,
    argsPreview: '[1, 2]',
    resultPreview: '3',
    failure: null,
    children: null,
    searchText: `${taskId} app add`,
    valueText: '1 2 3',
    readMs: noonMs + 500,
    problem: null,
    ...change,
  }
}

/** A failed task; all rows with the same `bug` are one failure group. */
export function failedRow(change: Partial<TaskRow> & { bug?: string } = {}): TaskRow {
  const { bug = 'f1', ...rest } = change
  return taskRow({
    state: 'FAILURE',
    exceptionType: 'ValueError',
    exceptionMessage: `bad value in ${bug}`,
    failure: { fingerprint: bug, pattern: `bad value in ${bug}`, frame: 'app/tasks.py in add', traceback: null },
    resultPreview: null,
    ...rest,
  })
}

/** Written a second before `taskRow`. */
export function startedRow(change: Partial<TaskRow> = {}): TaskRow {
  const started = { version: 's1', state: 'STARTED', ready: false, dateDoneMs: null, modifiedMs: noonMs - 1000 }
  return taskRow({ ...started, resultPreview: null, ...change })
}

export function groupRow(change: Partial<GroupRow> = {}): GroupRow {
  const groupId = change.groupId ?? 'g'
  return {
    key: `celery-taskset-meta-${groupId}`,
    groupId,
    version: 'g1',
    sizeBytes: 90,
    storageClass: 'STANDARD',
    modifiedMs: noonMs,
    membersJson: '[]',
    memberCount: 0,
    readMs: noonMs + 500,
    problem: null,
    ...change,
  }
}

export function batch(change: Partial<IndexBatch> = {}): IndexBatch {
  return { tasks: [], groups: [], gone: [], atMs: noonMs + 1000, ...change }
}
