import { queryOptions } from '@tanstack/react-query'
import { type SuggestionKind, suggestions } from '@/lib/contract/tasks'
import { fetchJson } from '../fetch-json'

/** Known values that fit what was typed, most recently seen first. */
export function suggestionsQuery(app: string | null, kind: SuggestionKind, prefix: string) {
  return queryOptions({
    queryKey: ['suggestions', app, kind, prefix] as const,
    queryFn: ({ signal }) =>
      fetchJson({ path: '/suggestions', schema: suggestions, params: { app, kind, prefix }, signal }),
    staleTime: 30_000,
  })
}
