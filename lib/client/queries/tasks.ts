import { queryOptions } from '@tanstack/react-query'
import type { stateCounts, taskDetail, taskList } from '@/lib/contract/tasks'
import { fetchJson } from '../fetch-json'
import { filterParams, type TaskSearch } from '../task-search'

/** Everything that a forgotten or retried task can change starts with this key: invalidate it as a prefix. */
export const tasksKey = ['tasks'] as const

/**
 * One page of the list. `visit` tells one arrival at the screen from the next: going back finds the page as it was left,
 * a new visit asks again. It is never refreshed by itself, rows are patched and new ones counted instead.
 */
export function taskPageQuery(search: TaskSearch, limit: number, visit: string) {
  return queryOptions({
    queryKey: [...tasksKey, 'page', search, limit, visit] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof taskList>({
        path: '/tasks',
        params: {
          ...filterParams(search, Date.now()),
          sort: search.sort,
          order: search.order,
          cursor: search.cursor,
          limit,
        },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** What has arrived above the first row of a page that is sorted newest first. */
export function newerTasksQuery(search: TaskSearch, prev: string, limit: number) {
  return queryOptions({
    queryKey: [...tasksKey, 'newer', search, prev, limit] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof taskList>({
        path: '/tasks',
        params: { ...filterParams(search, Date.now()), cursor: prev, limit },
        signal,
      }),
    gcTime: 0,
  })
}

/** These rows as they are now, whatever filter brought them to the screen. Ids that are gone are not in the answer. */
export function tasksByIdQuery(app: string | null, ids: string[]) {
  return queryOptions({
    queryKey: [...tasksKey, 'by-id', app, ids] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof taskList>({ path: '/tasks', params: { app, id: ids, limit: Math.max(1, ids.length) }, signal }),
    gcTime: 0,
  })
}

/** Counts for the state tabs: the filter without its states. */
export function stateCountsQuery(search: TaskSearch) {
  const filter: TaskSearch = { ...search, state: [], sort: 'occurredAt', order: 'desc', cursor: null }
  return queryOptions({
    queryKey: [...tasksKey, 'states', filter] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof stateCounts>({ path: '/states', params: filterParams(filter, Date.now()), signal }),
  })
}

/** One task in full. An id that is not in S3 fails with code `pending`; the API's sentence says what that can mean. */
export function taskQuery(app: string | null, taskId: string) {
  return queryOptions({
    queryKey: [...tasksKey, 'one', app, taskId] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof taskDetail>({ path: `/tasks/${encodeURIComponent(taskId)}`, params: { app }, signal }),
  })
}
