import { queryOptions } from '@tanstack/react-query'
import type { features } from '@/lib/contract/features'
import { fetchJson } from '../fetch-json'

/** What can be done here. It changes only when the dashboard is started anew. */
export function featuresQuery(app: string | null) {
  return queryOptions({
    queryKey: ['features', app] as const,
    queryFn: ({ signal }) => fetchJson<typeof features>({ path: '/features', params: { app }, signal }),
    staleTime: 5 * 60_000,
  })
}
