import { z } from 'zod'
import { count, isoTime, stateCount, windowName } from './common'
import { taskSummary } from './tasks'

/** A worker as its results show it. Whether it runs now is not known: Celery on SQS has no heartbeats. */
export const worker = z.object({
  worker: z.string(),
  firstSeen: isoTime,
  /** Its newest result. */
  lastWrote: isoTime,
  /** Results written in the window, by state. */
  states: z.array(stateCount),
  finished: z.number().int(),
  failed: z.number().int(),
  failureRate: z.number().nullable(),
  previous: z.object({ finished: z.number().int(), failed: z.number().int(), failureRate: z.number().nullable() }),
  sparkline: z.array(z.object({ at: isoTime, finished: z.number().int(), failed: z.number().int() })),
  /** Tasks whose newest stored state is STARTED. */
  started: count,
})
export type Worker = z.infer<typeof worker>

export const lostTask = taskSummary.extend({
  /** The limit it is over, in seconds: the visibility timeout of its queue, or the setting's. */
  limitSeconds: z.number(),
  limitSource: z.enum(['queue', 'setting', 'default']),
})
export type LostTask = z.infer<typeof lostTask>

export const workerList = z.object({
  window: windowName,
  from: isoTime,
  to: isoTime,
  bucketSeconds: z.number().int(),
  /** Last wrote first; at most 500. */
  items: z.array(worker),
  more: z.boolean(),
  /** STARTED for longer than the limit, oldest first; at most 50 of `count`. */
  possiblyLost: count.extend({ items: z.array(lostTask) }),
  /** False: no result of the window names its worker, which takes result_extended (or task_track_started). */
  named: z.boolean(),
})
export type WorkerList = z.infer<typeof workerList>

export const workerDetail = worker.extend({
  window: windowName,
  from: isoTime,
  to: isoTime,
  bucketSeconds: z.number().int(),
  series: z.array(z.object({ at: isoTime, counts: z.array(stateCount), partial: z.boolean() })),
  /** STARTED now, oldest first; at most 50. */
  startedTasks: z.array(taskSummary),
  latestFailures: z.array(taskSummary),
  recent: z.array(taskSummary),
})
export type WorkerDetail = z.infer<typeof workerDetail>

export const workersQuery = z.object({ app: z.string().optional(), window: windowName.default('24h') })
