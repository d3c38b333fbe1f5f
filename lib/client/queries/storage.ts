import { queryOptions } from '@tanstack/react-query'
import { storage } from '@/lib/contract/storage'
import { fetchJson } from '../fetch-json'

export const storageKey = ['storage'] as const

/** What is stored now and what it costs. */
export function storageQuery(app: string | null) {
  return queryOptions({
    queryKey: [...storageKey, app] as const,
    queryFn: ({ signal }) => fetchJson({ path: '/storage', schema: storage, params: { app }, signal }),
  })
}
