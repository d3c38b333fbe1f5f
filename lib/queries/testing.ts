import type { TaskRow } from '@/lib/sync/index-port'

/** A stored task as the sync would hand it to the index; `at` in epoch milliseconds. */
export function taskRow(taskId: string, at: number, change: Partial<TaskRow> = {}): TaskRow {
  return {
    key: `celery-task-meta-${taskId}`,
    taskId,
    version: `${taskId}-1`,
    sizeBytes: 200,
    storageClass: 'STANDARD',
    modifiedMs: at,
    state: 'SUCCESS',
    ready: true,
    name: 'app.add',
    queue: 'celery',
    worker: 'celery@web-1',
    retries: 0,
    dateDoneMs: at,
    exceptionType: null,
    exceptionMessage: null,
    groupId: null,
    parentId: null,
    serializer: 'json',
    extended: true,
    argsPreview: '(1, 2)',
    resultPreview: '3',
    problem: null,
    ...change,
  }
}
