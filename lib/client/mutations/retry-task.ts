import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { retryRequest, SentTask, sentTask } from '@/lib/contract/tasks'
import { fetchJson } from '../fetch-json'
import { queuesKey } from '../queries/queues'
import { tasksKey } from '../queries/tasks'

export type RetryChange = z.input<typeof retryRequest>

/** Sends the task again, with what `change` says differently. Fails with `not_retryable` and the reason. */
export function retryTask(app: string | null, taskId: string, change: RetryChange): Promise<SentTask> {
  return fetchJson<typeof sentTask>({
    path: `/tasks/${encodeURIComponent(taskId)}/retry`,
    method: 'POST',
    params: { app },
    body: change,
  })
}

export function useRetryTask(app: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ taskId, change }: { taskId: string; change: RetryChange }) => retryTask(app, taskId, change),
    onSuccess: () => Promise.all([tasksKey, queuesKey].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}
