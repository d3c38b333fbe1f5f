import { queryOptions } from '@tanstack/react-query'
import type { viewList } from '@/lib/contract/views'
import { fetchJson } from '../fetch-json'

export const viewsKey = ['views'] as const

/** All views of an app, built-in ones first. */
export function viewsQuery(app: string | null) {
  return queryOptions({
    queryKey: [...viewsKey, app] as const,
    queryFn: ({ signal }) => fetchJson<typeof viewList>({ path: '/views', params: { app }, signal }),
    staleTime: 30_000,
  })
}
