import { z } from 'zod'
import { isoTime } from './common'

export const queueSample = z.object({
  at: isoTime,
  visible: z.number().int(),
  inFlight: z.number().int(),
  delayed: z.number().int(),
})
export type QueueSample = z.infer<typeof queueSample>

/** All counts are SQS's own approximations. */
export const queue = z.object({
  name: z.string(),
  fifo: z.boolean(),
  visible: z.number().int(),
  inFlight: z.number().int(),
  delayed: z.number().int(),
  deadLetter: z.object({ name: z.string(), visible: z.number().int().nullable() }).nullable(),
  /** This queue receives the dead letters of these. */
  deadLetterOf: z.array(z.string()),
  maxReceiveCount: z.number().int().nullable(),
  retentionSeconds: z.number().int().nullable(),
  visibilityTimeoutSeconds: z.number().int().nullable(),
  sampledAt: isoTime,
  history: z.array(queueSample),
  /** Tasks of this queue finished per minute over the last 15 minutes, from the index. */
  finishedPerMinute: z.number().nullable(),
  /** Seconds until the backlog is gone at the present pace; null where it grows, stands still or is unknown. */
  drainSeconds: z.number().nullable(),
  problem: z.string().nullable(),
})
export type Queue = z.infer<typeof queue>

export const queueList = z.object({ items: z.array(queue) })
export type QueueList = z.infer<typeof queueList>
