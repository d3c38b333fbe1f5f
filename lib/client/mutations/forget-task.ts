import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { fetchJson } from '../fetch-json'
import { overviewKey } from '../queries/overview'
import { tasksKey } from '../queries/tasks'

/** Deletes the stored result. Doing it twice is no error. */
export function forgetTask(app: string | null, taskId: string): Promise<unknown> {
  return fetchJson({
    path: `/tasks/${encodeURIComponent(taskId)}`,
    schema: z.unknown(),
    method: 'DELETE',
    params: { app },
  })
}

export function useForgetTask(app: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (taskId: string) => forgetTask(app, taskId),
    onSuccess: (_answer, taskId) => {
      client.removeQueries({ queryKey: [...tasksKey, 'one', app, taskId] })
      return Promise.all([tasksKey, overviewKey].map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  })
}
