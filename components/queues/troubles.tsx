'use client'

import clsx from 'clsx'
import { useClockText } from '@/lib/client/clock'
import type { Queue } from '@/lib/contract/queues'
import { type QueueTrouble, queueTroubles } from './queues.model'

/** What is wrong with a queue now. Whether a sample is old depends on the clock, so this follows it. */
export function useTroubles(queue: Queue | undefined): QueueTrouble[] {
  // A text changes only when its content does, so a ticking clock alone renders nothing.
  const text = useClockText((nowMs) => JSON.stringify(queue ? queueTroubles(queue, nowMs) : []), '[]')
  return JSON.parse(text) as QueueTrouble[] // Written by the line above.
}

/** A sentence for each trouble; nothing where all is well. That dead letters wait, their number says already. */
export function Troubles({ queue }: { queue: Queue }) {
  const troubles = useTroubles(queue).filter(({ kind }) => kind !== 'dead-letters')
  return troubles.map(({ kind, sentence }) => (
    <span key={kind} className={clsx('block max-w-[60ch] text-small', kind === 'growing' ? 'text-muted' : 'text-warn')}>
      {sentence}
    </span>
  ))
}
