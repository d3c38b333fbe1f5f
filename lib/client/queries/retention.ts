import { queryOptions } from '@tanstack/react-query'
import type { RetentionRule, retentionPolicy, retentionPreview } from '@/lib/contract/retention'
import { fetchJson } from '../fetch-json'

export const retentionKey = ['retention'] as const

export function retentionQuery(app: string | null) {
  return queryOptions({
    queryKey: [...retentionKey, app] as const,
    queryFn: ({ signal }) => fetchJson<typeof retentionPolicy>({ path: '/retention', params: { app }, signal }),
  })
}

/** What these rules would forget if they ran now. Changes nothing. */
export function retentionPreviewQuery(app: string | null, rules: RetentionRule[]) {
  return queryOptions({
    enabled: rules.length > 0,
    queryKey: [...retentionKey, 'preview', app, rules] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof retentionPreview>({
        path: '/retention/preview',
        method: 'POST',
        params: { app },
        body: { rules },
        signal,
      }),
    staleTime: 30_000,
  })
}
