import { queryOptions } from '@tanstack/react-query'
import type { WindowName } from '@/lib/contract/common'
import { workerDetail, workerList } from '@/lib/contract/workers'
import { fetchJson } from '../fetch-json'

export const workersKey = ['workers'] as const

export function workersQuery(app: string | null, window: WindowName) {
  return queryOptions({
    queryKey: [...workersKey, 'all', app, window] as const,
    queryFn: ({ signal }) => fetchJson({ path: '/workers', schema: workerList, params: { app, window }, signal }),
  })
}

export function workerQuery(app: string | null, worker: string, window: WindowName) {
  return queryOptions({
    queryKey: [...workersKey, 'one', app, worker, window] as const,
    queryFn: ({ signal }) =>
      fetchJson({
        path: `/workers/${encodeURIComponent(worker)}`,
        schema: workerDetail,
        params: { app, window },
        signal,
      }),
  })
}
