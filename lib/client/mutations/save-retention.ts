import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type RetentionPolicy, type RetentionRequest, retentionPolicy } from '@/lib/contract/retention'
import { fetchJson } from '../fetch-json'
import { retentionKey } from '../queries/retention'

/** Replaces the whole policy. Gives it as it is now. */
export function saveRetention(app: string | null, request: RetentionRequest): Promise<RetentionPolicy> {
  return fetchJson({ path: '/retention', schema: retentionPolicy, method: 'PUT', params: { app }, body: request })
}

export function useSaveRetention(app: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (request: RetentionRequest) => saveRetention(app, request),
    onSettled: () => client.invalidateQueries({ queryKey: retentionKey }),
  })
}
