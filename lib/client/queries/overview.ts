import { queryOptions } from '@tanstack/react-query'
import type { overview } from '@/lib/contract/overview'
import type { WindowName } from '@/lib/contract/values'
import { fetchJson } from '../fetch-json'

export const overviewKey = ['overview'] as const

export function overviewQuery(app: string | null, window: WindowName) {
  return queryOptions({
    queryKey: [...overviewKey, app, window] as const,
    queryFn: ({ signal }) => fetchJson<typeof overview>({ path: '/overview', params: { app, window }, signal }),
  })
}
