import { queryOptions } from '@tanstack/react-query'
import type { WindowName } from '@/lib/contract/common'
import { overview } from '@/lib/contract/overview'
import { fetchJson } from '../fetch-json'

export const overviewKey = ['overview'] as const

export function overviewQuery(app: string | null, window: WindowName) {
  return queryOptions({
    queryKey: [...overviewKey, app, window] as const,
    queryFn: ({ signal }) => fetchJson({ path: '/overview', schema: overview, params: { app, window }, signal }),
  })
}
