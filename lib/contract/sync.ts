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

const trouble = z.object({ at: isoTime, code: z.string(), message: z.string(), consecutive: z.number() })

/** The reading of S3's events, of all processes together. Counters are since the index was made. */
export const eventStatus = z.object({
  /** `silent`: no process has heard from the queue for some minutes. */
  state: z.enum(['live', 'failing', 'silent']),
  /** URL of the SQS queue. */
  queue: z.string(),
  heardAt: isoTime.nullable(),
  /** Time of the newest event in the index. */
  newestAt: isoTime.nullable(),
  /** Messages in the queue, and received but not yet settled, at `backlogAt`; both are SQS's approximations. */
  waiting: z.number().nullable(),
  inFlight: z.number().nullable(),
  backlogAt: isoTime.nullable(),
  /** When the oldest message received last was sent; null when none came. */
  oldestAt: isoTime.nullable(),
  counts: z.object({
    messages: z.number(),
    applied: z.number(),
    read: z.number(),
    repeated: z.number(),
    foreign: z.number(),
    others: z.number(),
    setAside: z.number(),
  }),
  trouble: trouble.nullable(),
  /** Messages that could not be understood, the newest first; `body` is the beginning of foreign text. */
  setAside: z.array(
    z.object({ messageId: z.string(), at: isoTime, reason: z.string(), body: z.string(), receives: z.number() }),
  ),
})
export type EventStatus = z.infer<typeof eventStatus>

/** How often the bucket is swept, why, and what that costs. */
export const paceStatus = z.object({
  intervalSeconds: z.number(),
  by: z.enum(['shortest', 'budget', 'events', 'longest']),
  budgetDollars: z.number().nullable(),
  /** At this interval, for listing; null where there is no price. */
  dollarsPerMonth: z.number().nullable(),
  basis: z.string(),
  /** After how long a change is in the lists at the latest: an interval and a sweep. With live events, some seconds. */
  delaySeconds: z.number(),
})
export type PaceStatus = z.infer<typeof paceStatus>

/** How an empty index was filled from an S3 Inventory before the first sweep. */
export const inventoryStatus = z.object({
  /** `stopped`: cut off in the middle; the process that syncs next goes on with it. */
  state: z.enum(['reading', 'stopped', 'done', 'failed']),
  /** "s3://bucket/folder/…/manifest.json", or the folder where none was found. */
  label: z.string(),
  /** Objects written later are not in it; the sweep finds them. */
  takenAt: isoTime.nullable(),
  startedAt: isoTime,
  endedAt: isoTime.nullable(),
  files: z.number(),
  filesDone: z.number(),
  /** Lines read, those of other prefixes and versions included. */
  rows: z.number(),
  /** Keys of results among them; `known` were in the index already, `missing` are gone from the bucket. */
  listed: z.number(),
  known: z.number(),
  read: z.number(),
  missing: z.number(),
  /** Refused or failing objects that the sweep tries again. */
  left: z.number(),
  /** Why it was not read, or not to its end; the bucket is listed instead. */
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
})
export type InventoryStatusBody = z.infer<typeof inventoryStatus>

export const syncStatus = z.object({
  /** `off`: no sync process has ever held the lease, or its lease ran out. */
  state: z.enum(['sweeping', 'waiting', 'failing', 'off']),
  /** By the last whole sweep, or by events where those are further: their newest time when the queue was empty. */
  completeTo: isoTime.nullable(),
  running: counters.extend({ startedAt: isoTime, rangesDone: z.number(), ranges: z.number() }).nullable(),
  last: counters.extend({ startedAt: isoTime, finishedAt: isoTime }).nullable(),
  nextSweepAt: isoTime.nullable(),
  trouble: trouble.nullable(),
  /** Null: no cold start began with an inventory. */
  inventory: inventoryStatus.nullable(),
  pace: paceStatus,
  /** Null: no events queue is configured. */
  events: eventStatus.nullable(),
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
