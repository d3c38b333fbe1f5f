import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { taskList } from '@/lib/contract/tasks'
import { fetchJson } from '../fetch-json'
import { tasksKey } from './tasks'

/** The newest few tasks that a search for ids finds, of any age. */
export function taskIdsQuery(app: string | null, q: string) {
  return queryOptions({
    queryKey: [...tasksKey, 'ids', app, q] as const,
    queryFn: ({ signal }) => fetchJson<typeof taskList>({ path: '/tasks', params: { app, q, limit: 6 }, signal }),
    staleTime: 10_000,
    placeholderData: keepPreviousData,
  })
}
