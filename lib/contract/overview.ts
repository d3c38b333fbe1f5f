import { z } from 'zod'
import { count, isoTime, stateCount, windowName } from './common'
import { failureGroup } from './failures'
import { queue } from './queues'
import { taskSummary } from './tasks'

export const overview = z.object({
  window: windowName,
  from: isoTime,
  to: isoTime,
  bucketSeconds: z.number().int(),
  /** SUCCESS + FAILURE + REVOKED in the window, and in the window before it. Failure rate is FAILURE / finished. */
  finished: z.number().int(),
  failed: z.number().int(),
  failureRate: z.number().nullable(),
  previous: z.object({ finished: z.number().int(), failed: z.number().int(), failureRate: z.number().nullable() }),
  states: z.array(stateCount),
  /** One entry a bucket, empty ones included; the last one may still be filling. */
  series: z.array(z.object({ at: isoTime, counts: z.array(stateCount), partial: z.boolean() })),
  /** Counting stops at 10,000: `exact` is false where there are more, and then possiblyLost may be cut there, too. */
  unfinished: count.extend({ possiblyLost: z.number().int(), oldest: z.array(taskSummary) }),
  waiting: z.object({ visible: z.number().int(), queues: z.number().int() }).nullable(),
  stored: z.object({
    objects: z.number(),
    bytes: z.number(),
    dollarsPerMonth: z.number().nullable(),
    basis: z.string(),
  }),
  /** Failure groups that are neither resolved nor ignored, most frequent first. */
  failing: z.array(failureGroup),
  latestFailures: z.array(taskSummary),
  queues: z.array(queue),
})
export type Overview = z.infer<typeof overview>
