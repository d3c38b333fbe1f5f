import { queryOptions } from '@tanstack/react-query'
import { viewList } from '@/lib/contract/views'
import { fetchJson } from '../fetch-json'

export const viewsKey = ['views'] as const

/** All views of an app, built-in ones first. */
export function viewsQuery(app: string | null) {
  return queryOptions({
    queryKey: [...viewsKey, app] as const,
    queryFn: ({ signal }) => fetchJson({ path: '/views', schema: viewList, params: { app }, signal }),
    staleTime: 30_000,
  })
}
