import type { TaskList, TaskSummary } from '@/lib/contract/tasks'

/** A task as the list gives it, for tests. */
export function taskRow(change: Partial<TaskSummary> = {}): TaskSummary {
  return {
    taskId: 'a',
    state: 'SUCCESS',
    name: 'app.add',
    queue: 'celery',
    worker: 'web-1@host',
    retries: 0,
    dateDone: '2026-11-21T12:00:00.000Z',
    lastModified: '2026-11-21T12:00:00.000Z',
    occurredAt: '2026-11-21T12:00:00.000Z',
    runtimeSeconds: 1.2,
    sizeBytes: 300,
    serializer: 'json',
    exception: null,
    problem: null,
    fingerprint: null,
    groupId: null,
    parentId: null,
    argsPreview: '[1, 2]',
    resultPreview: '3',
    ...change,
  }
}

export function taskPage(items: TaskSummary[]): TaskList {
  const searched = { complete: true, to: null }
  return { items, next: null, prev: 'prev', total: { count: items.length, exact: true }, searched }
}
