import { environmentManager, QueryClient } from '@tanstack/react-query'
import { isWorthRetrying } from './api-error'

let browserClient: QueryClient | undefined

/** One client for each browser tab; on the server a fresh one for every request, so that answers never mix. */
export function getQueryClient(): QueryClient {
  if (environmentManager.isServer()) return makeQueryClient()
  browserClient ??= makeQueryClient()
  return browserClient
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => failures < 2 && isWorthRetrying(error),
        retryDelay: (failures) => Math.min(1_000 * 2 ** failures, 8_000),
        // The API may run on this very machine: being offline says nothing about reaching it.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
