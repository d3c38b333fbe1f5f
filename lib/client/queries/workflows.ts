import { queryOptions } from '@tanstack/react-query'
import { group, workflow } from '@/lib/contract/workflows'
import { fetchJson } from '../fetch-json'
import { tasksKey } from './tasks'

/** Under the key of tasks: what a retry changes, it changes here as well. */
export function workflowQuery(app: string | null, taskId: string) {
  return queryOptions({
    queryKey: [...tasksKey, 'workflow', app, taskId] as const,
    queryFn: ({ signal }) =>
      fetchJson({ path: `/tasks/${encodeURIComponent(taskId)}/workflow`, schema: workflow, params: { app }, signal }),
  })
}

export function groupQuery(app: string | null, groupId: string, parent: string | null) {
  return queryOptions({
    queryKey: [...tasksKey, 'group', app, groupId, parent] as const,
    queryFn: ({ signal }) =>
      fetchJson({ path: `/groups/${encodeURIComponent(groupId)}`, schema: group, params: { app, parent }, signal }),
  })
}
