import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { View, ViewRequest, view } from '@/lib/contract/views'
import { fetchJson } from '../fetch-json'
import { viewsKey } from '../queries/views'

export type ViewChange =
  | { kind: 'save'; request: ViewRequest }
  | { kind: 'change'; id: string; request: ViewRequest }
  | { kind: 'remove'; id: string }

/** Saves, changes or removes a view. Gives the view as it is now, null where it was removed. */
export function changeViews(app: string | null, change: ViewChange): Promise<View | null> {
  const params = { app }
  if (change.kind === 'save')
    return fetchJson<typeof view>({ path: '/views', method: 'POST', params, body: change.request })
  const path = `/views/${encodeURIComponent(change.id)}`
  return change.kind === 'change'
    ? fetchJson<typeof view>({ path, method: 'PUT', params, body: change.request })
    : fetchJson<z.ZodNull>({ path, method: 'DELETE', params })
}

export function useChangeViews(app: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: ViewChange) => changeViews(app, change),
    // Also after a failure: a view that is gone must leave the menu. Nobody waits for it.
    onSettled: () => void client.invalidateQueries({ queryKey: viewsKey }),
  })
}
