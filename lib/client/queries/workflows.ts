import { queryOptions } from '@tanstack/react-query'
import type { group, workflow } from '@/lib/contract/workflows'
import { fetchJson } from '../fetch-json'
import { tasksKey } from './tasks'

/** Under the key of tasks: what a retry changes, it changes here as well. */
export function workflowQuery(app: string | null, taskId: string) {
  return queryOptions({
    queryKey: [...tasksKey, 'workflow', app, taskId] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof workflow>({ path: `/tasks/${encodeURIComponent(taskId)}/workflow`, params: { app }, signal }),
  })
}

export function groupQuery(app: string | null, groupId: string, parent: string | null) {
  return queryOptions({
    queryKey: [...tasksKey, 'group', app, groupId, parent] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof group>({ path: `/groups/${encodeURIComponent(groupId)}`, params: { app, parent }, signal }),
  })
}
