import { z } from 'zod'
import { filterText, isoTime } from './common'

/** One line of the audit log. */
export const activity = z.object({
  id: z.string(),
  at: isoTime,
  /** Who asked: "dashboard" (there are no accounts), or "retention". */
  actor: z.string(),
  /** `forget`, `retry`, `send`, `bulk_forget`, `redrive`, `purge`, `apply_lifecycle` … */
  action: z.string(),
  /** The id of the task, view, job or failure, or the name of the queue. */
  target: z.string(),
  outcome: z.string(),
  /** The search it was about, where it was about one. */
  filter: z.string().nullable(),
  count: z.number().int().nullable(),
  bytes: z.number().nullable(),
  reason: z.string().nullable(),
  /** The bulk job it belongs to. */
  jobId: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type Activity = z.infer<typeof activity>

export const activityQuery = z.object({
  app: z.string().optional(),
  action: z.array(filterText(60)).max(30).default([]),
  target: filterText(1000).optional(),
  outcome: filterText(60).optional(),
  from: isoTime.optional(),
  to: isoTime.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
  /** Without it JSON; else every line of the filter as a file. */
  format: z.enum(['csv', 'jsonl']).optional(),
})
export type ActivityQuery = z.infer<typeof activityQuery>

export const activityList = z.object({ items: z.array(activity), next: z.string().nullable() })
export type ActivityList = z.infer<typeof activityList>
