import { z } from 'zod'
import { isoTime } from './common'

const counters = z.object({
  listed: z.number(),
  fetched: z.number(),
  inserted: z.number(),
  changed: z.number(),
  gone: z.number(),
  problems: z.number(),
  foreign: z.number(),
  listRequests: z.number(),
  getRequests: z.number(),
  retried: z.number(),
  throttled: z.number(),
})

/** What the dashboard's own requests cost, from the price table of lib/cost. */
export const spending = z.object({
  operations: z.array(
    z.object({ operation: z.string(), count: z.number(), retried: z.number(), dollars: z.number().nullable() }),
  ),
  dollarsToday: z.number().nullable(),
  dollarsLast30Days: z.number().nullable(),
  /** "prices as of 2026-11-01, us-east-1", or why there are none. */
  basis: z.string(),
})
export type Spending = z.infer<typeof spending>

export const syncStatus = z.object({
  /** `off`: no sync process has ever held the lease, or its lease ran out. */
  state: z.enum(['sweeping', 'waiting', 'failing', 'off']),
  completeTo: isoTime.nullable(),
  running: counters.extend({ startedAt: isoTime, rangesDone: z.number(), ranges: z.number() }).nullable(),
  last: counters.extend({ startedAt: isoTime, finishedAt: isoTime }).nullable(),
  nextSweepAt: isoTime.nullable(),
  trouble: z.object({ at: isoTime, code: z.string(), message: z.string(), consecutive: z.number() }).nullable(),
  indexed: z.object({
    tasks: z.number(),
    unfinished: z.number(),
    /** False where there are more unfinished tasks than that: counting stops at 10,000. */
    unfinishedExact: z.boolean(),
    unreadable: z.number(),
    groups: z.number(),
  }),
  spending,
})
export type SyncStatusBody = z.infer<typeof syncStatus>
