import { taskRow as anyTaskRow } from '@/lib/db/testing-rows'
import type { TaskRow } from '@/lib/sync/index-port'

/** A finished task of that id, done `at` that time (epoch milliseconds). */
export function taskRow(taskId: string, at: number, change: Partial<TaskRow> = {}): TaskRow {
  return anyTaskRow({
    taskId,
    version: `${taskId}-1`,
    worker: 'celery@web-1',
    modifiedMs: at,
    dateDoneMs: at,
    ...change,
  })
}
