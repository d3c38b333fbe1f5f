import { queryOptions } from '@tanstack/react-query'
import type { failureDetail, failureList, failureMatrix } from '@/lib/contract/failures'
import type { FailureStatus, WindowName } from '@/lib/contract/values'
import { fetchJson } from '../fetch-json'

export const failuresKey = ['failures'] as const

/** What the inbox is asked for, in the API's own words. */
export type FailureAsk = {
  app: string | null
  window: WindowName
  status: readonly FailureStatus[]
  type: string | null
  exception: string | null
  text: string | null
  sort: 'newest' | 'frequent'
  offset: number
}

export function failuresQuery(ask: FailureAsk) {
  return queryOptions({
    queryKey: [...failuresKey, 'all', ask] as const,
    queryFn: ({ signal }) => fetchJson<typeof failureList>({ path: '/failures', params: ask, signal }),
  })
}

export function failureMatrixQuery(app: string | null) {
  return queryOptions({
    queryKey: [...failuresKey, 'matrix', app] as const,
    queryFn: ({ signal }) => fetchJson<typeof failureMatrix>({ path: '/failures/matrix', params: { app }, signal }),
  })
}

export function failureQuery(app: string | null, fingerprint: string, window: WindowName) {
  return queryOptions({
    queryKey: [...failuresKey, 'one', app, fingerprint, window] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof failureDetail>({
        path: `/failures/${encodeURIComponent(fingerprint)}`,
        params: { app, window },
        signal,
      }),
  })
}
