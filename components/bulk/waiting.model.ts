import type { BulkJob, BulkList } from '@/lib/contract/bulk'

/**
 * The forget that waits to begin and will take this task, or null. `pending` knows every such task; a job repeats the first
 * ids of its selection alone, so with several jobs at once a task may be told the time of another one of them.
 */
export function waitingForget(known: BulkList | undefined, taskId: string): BulkJob | null {
  const waiting = (known?.items ?? []).filter(({ kind, status }) => kind === 'forget' && status === 'waiting')
  const named = waiting.find(({ selection }) => selection.kind === 'ids' && selection.taskIds.includes(taskId))
  if (named) return named
  return known?.pending.includes(taskId) ? (waiting[0] ?? null) : null
}
