'use client'

import { useClockText } from '@/lib/client/clock'
import type { Queue } from '@/lib/contract/queues'
import { type QueueTrouble, queueTroubles } from './queues.model'

/** What is wrong with a queue now. Whether a sample is old depends on the clock, so this follows it. */
export function useTroubles(queue: Queue | undefined): QueueTrouble[] {
  // A text changes only when its content does, so a ticking clock alone renders nothing.
  const text = useClockText((nowMs) => JSON.stringify(queue ? queueTroubles(queue, nowMs) : []), '[]')
  return JSON.parse(text) as QueueTrouble[] // Written by the line above.
}
