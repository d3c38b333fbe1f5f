import { queryOptions } from '@tanstack/react-query'
import type { RetentionRule } from '@/lib/contract/retention'
import type { lifecycle, storage, TransitionRule, whatIf } from '@/lib/contract/storage'
import type { WindowName } from '@/lib/contract/values'
import { fetchJson } from '../fetch-json'

export const storageKey = ['storage'] as const

/** What is stored now, what it costs, and how both have changed over the window. */
export function storageQuery(app: string | null, window: WindowName) {
  return queryOptions({
    queryKey: [...storageKey, 'now', app, window] as const,
    queryFn: ({ signal }) => fetchJson<typeof storage>({ path: '/storage', params: { app, window }, signal }),
  })
}

/**
 * What rules would leave, and what of that would move to another class. Reads roll-ups, so it may be asked while a slider
 * moves.
 */
export function whatIfQuery(app: string | null, rules: RetentionRule[], transition: TransitionRule | null) {
  return queryOptions({
    queryKey: [...storageKey, 'what-if', app, rules, transition] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof whatIf>({
        path: '/storage/what-if',
        method: 'POST',
        params: { app },
        body: { rules, transition },
        signal,
      }),
    staleTime: 30_000,
  })
}

/** The bucket's lifecycle rules, and what they would be with one of ours that removes results after so many days. */
export function lifecycleQuery(app: string | null, days: number) {
  return queryOptions({
    queryKey: [...storageKey, 'lifecycle', app, days] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof lifecycle>({ path: '/storage/lifecycle', params: { app, days: String(days) }, signal }),
  })
}
