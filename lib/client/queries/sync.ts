import { queryOptions } from '@tanstack/react-query'
import type { syncStatus } from '@/lib/contract/sync'
import { fetchJson } from '../fetch-json'

export const syncKey = ['sync'] as const

export function syncQuery(app: string | null) {
  return queryOptions({
    queryKey: [...syncKey, app] as const,
    queryFn: ({ signal }) => fetchJson<typeof syncStatus>({ path: '/sync', params: { app }, signal }),
  })
}
