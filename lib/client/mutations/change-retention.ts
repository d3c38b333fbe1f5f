import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { RetentionRequest, retentionPolicy } from '@/lib/contract/retention'
import { fetchJson } from '../fetch-json'
import { activityKey } from '../queries/activity'
import { retentionKey, retentionQuery } from '../queries/retention'

/** Replaces the policy: its rules, its schedule, and whether it runs. */
export function useChangeRetention(app: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (policy: RetentionRequest) =>
      fetchJson<typeof retentionPolicy>({ path: '/retention', method: 'PUT', params: { app }, body: policy }),
    onSuccess: (policy) => {
      client.setQueryData(retentionQuery(app).queryKey, policy)
      for (const queryKey of [retentionKey, activityKey]) client.invalidateQueries({ queryKey })
    },
  })
}
