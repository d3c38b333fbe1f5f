import { taskRow as anyTaskRow, failedRow } from '@/lib/db/testing-rows'
import { wordsOf } from '@/lib/search/text-words'
import type { TaskRow } from '@/lib/sync/index-port'
import type { ListSubject } from './list-tasks'

/** A finished task of that id, done `at` that time (epoch milliseconds). */
export function taskRow(taskId: string, at: number, change: Partial<TaskRow> = {}): TaskRow {
  const { name = 'app.add', exceptionType, exceptionMessage } = change
  return anyTaskRow({
    taskId,
    searchText: wordsOf([taskId, name, exceptionType, exceptionMessage].join(' ')).join(' '),
    version: `${taskId}-1`,
    worker: 'celery@web-1',
    modifiedMs: at,
    dateDoneMs: at,
    ...change,
  })
}

/** An app without a broker, long after every test's tasks. */
export function subject(appId = 'shop'): ListSubject {
  return { appId, visibilityTimeoutSeconds: null, nowMs: Date.UTC(2026, 10, 30) }
}

/** A task that failed at that time; all with the same `bug` are one failure group. */
export function failedTask(taskId: string, at: number, change: Partial<TaskRow> & { bug?: string } = {}): TaskRow {
  return failedRow({ taskId, version: `${taskId}-1`, modifiedMs: at, dateDoneMs: at, ...change })
}
