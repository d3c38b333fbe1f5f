import { queryOptions } from '@tanstack/react-query'
import type { suggestions } from '@/lib/contract/tasks'
import type { SuggestionKind } from '@/lib/contract/values'
import { fetchJson } from '../fetch-json'

/** Known values that fit what was typed, most recently seen first. */
export function suggestionsQuery(app: string | null, kind: SuggestionKind, prefix: string) {
  return queryOptions({
    queryKey: ['suggestions', app, kind, prefix] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof suggestions>({ path: '/suggestions', params: { app, kind, prefix }, signal }),
    staleTime: 30_000,
  })
}
