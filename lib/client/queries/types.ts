import { queryOptions } from '@tanstack/react-query'
import type { typeDetail, typeList } from '@/lib/contract/types'
import type { WindowName } from '@/lib/contract/values'
import { fetchJson } from '../fetch-json'

export const typesKey = ['types'] as const

export function typesQuery(app: string | null, window: WindowName) {
  return queryOptions({
    queryKey: [...typesKey, 'all', app, window] as const,
    queryFn: ({ signal }) => fetchJson<typeof typeList>({ path: '/types', params: { app, window }, signal }),
  })
}

/** `name` as it stands in the path: unnamedType for tasks stored without one. */
export function typeQuery(app: string | null, name: string, window: WindowName) {
  return queryOptions({
    queryKey: [...typesKey, 'one', app, name, window] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof typeDetail>({
        path: `/types/${encodeURIComponent(name)}`,
        params: { app, window },
        signal,
      }),
  })
}
