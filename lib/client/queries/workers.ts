import { queryOptions } from '@tanstack/react-query'
import type { WindowName } from '@/lib/contract/values'
import type { workerDetail, workerList } from '@/lib/contract/workers'
import { fetchJson } from '../fetch-json'

export const workersKey = ['workers'] as const

export function workersQuery(app: string | null, window: WindowName) {
  return queryOptions({
    queryKey: [...workersKey, 'all', app, window] as const,
    queryFn: ({ signal }) => fetchJson<typeof workerList>({ path: '/workers', params: { app, window }, signal }),
  })
}

export function workerQuery(app: string | null, worker: string, window: WindowName) {
  return queryOptions({
    queryKey: [...workersKey, 'one', app, worker, window] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof workerDetail>({
        path: `/workers/${encodeURIComponent(worker)}`,
        params: { app, window },
        signal,
      }),
  })
}
