import { z } from 'zod'
import { filterText, isoTime, windowName } from './common'
import { taskSummary } from './tasks'
import { failureStatuses } from './values'

export const failureStatus = z.enum(failureStatuses)

export const failureGroup = z.object({
  fingerprint: z.string(),
  /** Empty where FAILURE was stored without an exception. */
  exceptionType: z.string(),
  /** The message with ids, numbers and the like folded. */
  pattern: z.string(),
  /** The innermost frame of the application: `app/mail.py in send_welcome`. */
  frame: z.string().nullable(),
  status: failureStatus,
  /** When the status was set by a person. */
  statusAt: isoTime.nullable(),
  /** The first failure after it was resolved. */
  regressedAt: isoTime.nullable(),
  /** Failures in the window, in the one before it, and since ever. History: forgetting results changes none of it. */
  count: z.number().int(),
  previousCount: z.number().int(),
  total: z.number().int(),
  firstSeen: isoTime,
  lastSeen: isoTime,
  sparkline: z.array(z.object({ at: isoTime, count: z.number().int() })),
  /** By count in the window; at most 20. null: stored without a name. */
  types: z.array(z.object({ name: z.string().nullable(), count: z.number().int() })),
  sample: z.object({ taskId: z.string(), message: z.string() }),
})
export type FailureGroup = z.infer<typeof failureGroup>

export const failureListQuery = z.object({
  app: z.string().optional(),
  window: windowName.default('24h'),
  status: z.array(failureStatus).max(4).default([]),
  /** Exact task type; (name not stored) for those without. */
  type: filterText(400).optional(),
  exception: filterText(300).optional(),
  /** Part of the exception type, the message or the frame. */
  text: filterText(200).optional(),
  sort: z.enum(['newest', 'frequent']).default('newest'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
})
export type FailureListQuery = z.infer<typeof failureListQuery>

export const failureList = z.object({
  window: windowName,
  from: isoTime,
  to: isoTime,
  bucketSeconds: z.number().int(),
  items: z.array(failureGroup),
  /** Groups that match, and how many there are of each status with the status filter left out. */
  total: z.number().int(),
  statuses: z.array(z.object({ status: failureStatus, count: z.number().int() })),
})
export type FailureList = z.infer<typeof failureList>

/** Exception class × time. Each column begins on a whole minute or hour, `from`, so that its links count the same. */
export const failureMatrix = z.object({
  to: isoTime,
  columns: z.array(z.object({ name: z.enum(['1h', '3h', '24h', '3d', '7d']), from: isoTime })),
  rows: z.array(z.object({ exceptionType: z.string(), counts: z.array(z.number().int()) })),
})
export type FailureMatrix = z.infer<typeof failureMatrix>

export const failureDetail = failureGroup.extend({
  window: windowName,
  from: isoTime,
  to: isoTime,
  bucketSeconds: z.number().int(),
  /** Since ever, by count; at most 50. */
  workers: z.array(z.object({ worker: z.string(), count: z.number().int(), lastSeen: isoTime })),
  sample: z.object({ taskId: z.string(), message: z.string(), traceback: z.string().nullable() }),
  /** Different messages among the newest tasks of the group that are still stored. */
  variants: z.object({
    /** Tasks looked at. */
    among: z.number().int(),
    items: z.array(
      z.object({ message: z.string(), count: z.number().int(), lastSeen: isoTime, sampleTaskId: z.string() }),
    ),
  }),
  /** The newest ten that are still stored. */
  tasks: z.array(taskSummary),
})
export type FailureDetail = z.infer<typeof failureDetail>

export const failureChange = z.strictObject({ status: z.enum(['open', 'resolved', 'ignored']) })
export type FailureChange = z.infer<typeof failureChange>
