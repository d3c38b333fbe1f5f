import { queryOptions } from '@tanstack/react-query'
import { type RetentionRule, retentionPolicy, retentionPreview } from '@/lib/contract/retention'
import { fetchJson } from '../fetch-json'

export const retentionKey = ['retention'] as const

/** The saved policy, switched on or not. */
export function retentionQuery(app: string | null) {
  return queryOptions({
    queryKey: [...retentionKey, 'policy', app] as const,
    queryFn: ({ signal }) => fetchJson({ path: '/retention', schema: retentionPolicy, params: { app }, signal }),
  })
}

/** What rules would forget now, saved or not. Counting reads the index, so the answer is kept for a while. */
export function retentionPreviewQuery(app: string | null, rules: RetentionRule[]) {
  return queryOptions({
    queryKey: [...retentionKey, 'preview', app, rules] as const,
    queryFn: ({ signal }) =>
      fetchJson({
        path: '/retention/preview',
        schema: retentionPreview,
        method: 'POST',
        params: { app },
        body: { rules },
        signal,
      }),
    staleTime: 60_000,
  })
}
