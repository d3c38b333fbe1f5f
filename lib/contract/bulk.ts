import { z } from 'zod'
import { filterText, isoTime, storableText } from './common'
import { taskSummary } from './tasks'

export const bulkKinds = ['forget', 'retry'] as const
export const bulkKind = z.enum(bulkKinds)
export type BulkKind = (typeof bulkKinds)[number]

const ids = z.strictObject({ kind: z.literal('ids'), taskIds: z.array(filterText(1000)).min(1).max(10_000) })
/** A group's own document and its members. */
const group = z.strictObject({
  kind: z.literal('group'),
  groupId: filterText(1000),
  members: z.boolean().default(true),
})
const search = z.strictObject({ kind: z.literal('search'), q: z.string().max(2000), until: isoTime.optional() })

/**
 * Which tasks: these, or all that match a search in the language of docs/search.md. A search is frozen when the job is
 * made: what is written to S3 later than `until` is left alone, whatever it matches.
 */
const wantedSelection = z.discriminatedUnion('kind', [ids, search, group])

/** The same of a job. Its search may be longer than one that is asked for: that of a retention rule names all before it. */
export const bulkSelection = z.discriminatedUnion('kind', [ids, search.extend({ q: z.string() }), group])
export type BulkSelection = z.infer<typeof bulkSelection>

/** The largest total a job's row can hold. */
const mostConfirmed = 2 ** 31 - 1

export const bulkRequest = z.strictObject({
  kind: bulkKind,
  selection: wantedSelection,
  /** Counts only: nothing is made. */
  dryRun: z.boolean().default(false),
  confirm: z.number().int().min(0).max(mostConfirmed).optional(),
  /** At most so many tasks a second. */
  perSecond: z.number().int().min(1).max(10_000).optional(),
  /** Forget only: a copy goes to the archive prefix first. Needs an archive to be configured. */
  archive: z.boolean().default(false),
  /** What a person wants to remember of why. */
  reason: storableText(500).optional(),
})
export type BulkRequest = z.input<typeof bulkRequest>

export const bulkPreview = z.object({
  kind: bulkKind,
  count: z.number().int(),
  /** false: counted so far, and there are more. */
  exact: z.boolean(),
  bytes: z.number(),
  /** What the bytes cost a month, or null where the price is not known. */
  dollarsPerMonth: z.number().nullable(),
  sample: z.array(taskSummary),
  /** What stands in the way or should be known before, as sentences. */
  warnings: z.array(z.string()),
  /** The upper bound in time that a job with the same search should be given. */
  until: isoTime,
})
export type BulkPreview = z.infer<typeof bulkPreview>

/**
 * `waiting`: nothing is done before `startsAt`, and aborting it is an undo. `failed`: it cannot go on and `trouble` says
 * why; what was done stays done.
 */
export const bulkStatuses = ['waiting', 'running', 'paused', 'aborted', 'done', 'failed'] as const
export type BulkStatus = (typeof bulkStatuses)[number]

/** How it ended for one task that was not simply done. */
export const bulkOutcome = z.object({
  taskId: z.string(),
  key: z.string(),
  outcome: z.enum(['skipped', 'failed', 'uncertain']),
  /** `changed`: the result is newer than the one that was chosen. `sent_maybe`: killed between sending and noting it. */
  code: z.string(),
  message: z.string(),
  at: isoTime,
})

export const bulkJob = z.object({
  id: z.string(),
  kind: bulkKind,
  status: z.enum(bulkStatuses),
  selection: bulkSelection,
  /** Who asked: "dashboard", or "retention". */
  actor: z.string(),
  reason: z.string().nullable(),
  createdAt: isoTime,
  /** Nothing is done before. */
  startsAt: isoTime,
  startedAt: isoTime.nullable(),
  finishedAt: isoTime.nullable(),
  /** Tasks that were counted when the job was made. */
  total: z.number().int(),
  /** Looked at: done + skipped + failed + uncertain. */
  processed: z.number().int(),
  done: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  uncertain: z.number().int(),
  bytes: z.number(),
  perSecond: z.number().int().nullable(),
  archive: z.boolean(),
  /** Objects in the archive that can still be restored, and until when. */
  restorable: z.object({ count: z.number().int(), until: isoTime.nullable() }).nullable(),
  trouble: z.string().nullable(),
  /** Tasks a second over the last seconds, while it runs. */
  pace: z.number().nullable(),
})
export type BulkJob = z.infer<typeof bulkJob>

export const bulkList = z.object({
  items: z.array(bulkJob),
  next: z.string().nullable(),
  /** Those that are not at their end, whatever was asked for and however old they are; newest first, at most 100. */
  active: z.array(bulkJob),
  /** Ids of the tasks that wait to be forgotten, and still can be undone. */
  pending: z.array(z.string()),
})
export type BulkList = z.infer<typeof bulkList>

export const bulkListQuery = z.object({
  app: z.string().optional(),
  status: z.array(z.enum(bulkStatuses)).default([]),
  kind: bulkKind.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type BulkListQuery = z.infer<typeof bulkListQuery>

export const bulkDetail = bulkJob.extend({
  /** What was not simply done, newest first, at most 200. */
  outcomes: z.array(bulkOutcome),
  /** The reasons among all of them. */
  reasons: z.array(z.object({ code: z.string(), count: z.number().int() })),
})
export type BulkDetail = z.infer<typeof bulkDetail>

export const bulkAnswer = z.discriminatedUnion('dryRun', [
  z.object({ dryRun: z.literal(true), preview: bulkPreview }),
  z.object({ dryRun: z.literal(false), job: bulkJob }),
])
export type BulkAnswer = z.infer<typeof bulkAnswer>

/** What DELETE of a task answers: gone at once (`job` null), or waiting so long that it can be undone. */
export const forgetAnswer = z.object({ job: bulkJob.nullable() })
