import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { LifecycleApplied, LifecycleRequest, lifecycleApplied } from '@/lib/contract/storage'
import { fetchJson } from '../fetch-json'
import { storageKey } from '../queries/storage'

/** Puts the bucket's lifecycle rules with ours among them. `confirmBucket` is the bucket's name, typed. */
export function applyLifecycle(app: string | null, request: LifecycleRequest): Promise<LifecycleApplied> {
  return fetchJson<typeof lifecycleApplied>({
    path: '/storage/lifecycle',
    method: 'POST',
    params: { app },
    body: request,
  })
}

export function useApplyLifecycle(app: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (request: LifecycleRequest) => applyLifecycle(app, request),
    onSettled: () => client.invalidateQueries({ queryKey: storageKey }),
  })
}
