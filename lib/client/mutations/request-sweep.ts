import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { fetchJson } from '../fetch-json'
import { syncKey } from '../queries/sync'

/** Asks the sync process for a sweep now; whichever process holds the lease answers by starting one. */
export function requestSweep(app: string | null): Promise<unknown> {
  return fetchJson<z.ZodUnknown>({ path: '/sync', method: 'POST', params: { app } })
}

export function useRequestSweep(app: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => requestSweep(app),
    onSuccess: () => client.invalidateQueries({ queryKey: syncKey }),
  })
}
