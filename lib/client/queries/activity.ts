import { queryOptions } from '@tanstack/react-query'
import type { activityList } from '@/lib/contract/activity'
import { fetchJson } from '../fetch-json'
import type { ParamValue } from '../search-params'

export const activityKey = ['activity'] as const

/** A page of the audit log, newest first. `filter` in the API's own words. */
export function activityQuery(app: string | null, filter: Record<string, ParamValue>, cursor: string | null) {
  return queryOptions({
    queryKey: [...activityKey, app, filter, cursor] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof activityList>({ path: '/activity', params: { app, ...filter, cursor }, signal }),
  })
}
