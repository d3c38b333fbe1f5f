import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { FailureChange } from '@/lib/contract/failures'
import { fetchJson } from '../fetch-json'
import { failuresKey } from '../queries/failures'
import { overviewKey } from '../queries/overview'

type Decision = { fingerprints: string[]; status: FailureChange['status'] }

/** Decides about failure groups, one after the other. */
export function useChangeFailures(app: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ fingerprints, status }: Decision) => {
      for (const fingerprint of fingerprints) {
        await fetchJson<z.ZodNull>({
          path: `/failures/${encodeURIComponent(fingerprint)}`,
          method: 'PATCH',
          params: { app },
          body: { status } satisfies FailureChange,
        })
      }
    },
    onSettled: () => Promise.all([failuresKey, overviewKey].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}
