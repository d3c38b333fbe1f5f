'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { queuesKey } from '@/lib/client/queries/queues'
import type { ResendOutcome } from '@/lib/contract/queue-actions'

/** What became of messages that were sent back, by their ids, until the queue is sampled again. */
export function useOutcomes() {
  const client = useQueryClient()
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, ResendOutcome>>(new Map())
  return {
    outcomes,
    async note(items: ResendOutcome[]) {
      setOutcomes((before) => new Map([...before, ...items.map((item) => [item.messageId, item] as const)]))
      await client.invalidateQueries({ queryKey: queuesKey })
    },
    forget: () => setOutcomes(new Map()),
  }
}
