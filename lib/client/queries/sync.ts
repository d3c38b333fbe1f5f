import { queryOptions } from '@tanstack/react-query'
import { syncStatus } from '@/lib/contract/sync'
import { fetchJson } from '../fetch-json'

export const syncKey = ['sync'] as const

export function syncQuery(app: string | null) {
  return queryOptions({
    queryKey: [...syncKey, app] as const,
    queryFn: ({ signal }) => fetchJson({ path: '/sync', schema: syncStatus, params: { app }, signal }),
  })
}
