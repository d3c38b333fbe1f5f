'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@/lib/client/api-error'
import { cancelRedrive } from '@/lib/client/mutations/queue-actions'
import { queuesKey, redriveQuery } from '@/lib/client/queries/queues'
import type { Ability } from '@/lib/contract/common'
import type { RedriveList } from '@/lib/contract/queue-actions'
import type { Queue } from '@/lib/contract/queues'

/** The last redrive of a dead-letter queue: how it stands, whether another can begin, and how to stop it. */
export function useRedrive(app: string | null, queue: Queue, ability: Ability | undefined) {
  const client = useQueryClient()
  const options = redriveQuery(app, queue.name)
  const { data, error } = useQuery({ ...options, retry: false, enabled: queue.deadLetterOf.length > 0 })
  const take = async (list: RedriveList) => {
    client.setQueryData(options.queryKey, list)
    await client.invalidateQueries({ queryKey: queuesKey })
  }
  const stop = useMutation({ mutationFn: () => cancelRedrive(app, queue.name), onSuccess: take })
  const unsupported = error instanceof ApiError && error.code === 'not_supported'
  return {
    latest: data?.items[0] ?? null,
    ability: unsupported ? { ok: false, reason: error.message } : ability,
    failure: stop.error ?? (unsupported ? null : error),
    stop,
    /** What starting one answered. */
    take,
  }
}
