import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { SentTask, sendRequest, sentTask } from '@/lib/contract/tasks'
import { fetchJson } from '../fetch-json'
import { queuesKey } from '../queries/queues'

export type NewTask = z.input<typeof sendRequest>

export function sendTask(app: string | null, task: NewTask): Promise<SentTask> {
  return fetchJson<typeof sentTask>({ path: '/tasks', method: 'POST', params: { app }, body: task })
}

export function useSendTask(app: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (task: NewTask) => sendTask(app, task),
    onSuccess: () => client.invalidateQueries({ queryKey: queuesKey }),
  })
}
