import { z } from 'zod'
import { ability, count, filterText, isoTime } from './common'
import { filterLimits, sortKeys } from './values'

export const taskSummary = z.object({
  taskId: z.string(),
  /** Celery's state names, custom ones included; UNREADABLE where the document could not be decoded. */
  state: z.string(),
  name: z.string().nullable(),
  queue: z.string().nullable(),
  worker: z.string().nullable(),
  retries: z.number().int().nullable(),
  dateDone: isoTime.nullable(),
  lastModified: isoTime,
  /** date_done of a ready state, else lastModified: what lists sort by. */
  occurredAt: isoTime,
  runtimeSeconds: z.number().nullable(),
  sizeBytes: z.number(),
  serializer: z.enum(['json', 'pickle', 'yaml', 'msgpack']).nullable(),
  exception: z.object({ type: z.string(), message: z.string() }).nullable(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The failure group; only of FAILURE. */
  fingerprint: z.string().nullable(),
  groupId: z.string().nullable(),
  parentId: z.string().nullable(),
  /** First characters of the arguments and of the result, for lists; cut with "…". */
  argsPreview: z.string().nullable(),
  resultPreview: z.string().nullable(),
})
export type TaskSummary = z.infer<typeof taskSummary>

/** Filters shared by the list, its counts and the export. Repeatable parameters are arrays here. */
export const taskFilter = z.object({
  app: z.string().optional(),
  state: z.array(filterText(filterLimits.state)).max(filterLimits.states).default([]),
  /** Exact names, or a prefix with a trailing `*` (`app.mail.*`). */
  name: z.array(filterText(filterLimits.name)).max(filterLimits.names).default([]),
  queue: filterText(filterLimits.queue).optional(),
  worker: filterText(filterLimits.worker).optional(),
  exception: filterText(filterLimits.exception).optional(),
  groupId: filterText(filterLimits.groupId).optional(),
  from: isoTime.optional(),
  to: isoTime.optional(),
  /** A search in the language of docs/search.md. */
  q: filterText(filterLimits.q).optional(),
  /** These ids only: how a page refreshes the rows it shows. */
  id: z.array(filterText(1000)).max(200).default([]),
})
export type TaskFilter = z.infer<typeof taskFilter>

export const taskListQuery = taskFilter.extend({
  sort: z.enum(sortKeys).default('occurredAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(filterLimits.cursor).optional(),
})
export type TaskListQuery = z.infer<typeof taskListQuery>

/** Every task of a filter, in list order, as a file. */
export const taskExportQuery = taskFilter.extend({
  format: z.enum(['csv', 'jsonl']),
  sort: z.enum(sortKeys).default('occurredAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
})

export const taskList = z.object({
  items: z.array(taskSummary),
  next: z.string().nullable(),
  /** On the first page this cursor finds what has arrived since; it is null only for an empty list. */
  prev: z.string().nullable(),
  total: count,
  /**
   * How far this page has looked. A rare combination is looked for in a limited number of tasks at a time: where
   * `complete` is false, `next` goes on from `to`, even if this page is short or empty.
   */
  searched: z.object({ complete: z.boolean(), to: isoTime.nullable() }),
})
export type TaskList = z.infer<typeof taskList>

/** Counts by state for the tabs: the same filter, its `state` left out. */
export const stateCounts = z.object({
  states: z.array(z.object({ state: z.string(), count: z.number().int() })),
  total: count,
})
export type StateCounts = z.infer<typeof stateCounts>

/** A value as JSON text in Python's dialect (see lib/celery/result.ts): parse it with lib/celery/python-json.ts. */
export const jsonValue = z.object({
  json: z.string(),
  /** The text was cut and no longer parses; the whole is under /raw. */
  truncated: z.boolean(),
  sizeBytes: z.number(),
})
export type JsonValue = z.infer<typeof jsonValue>

export const relatedTask = z.object({
  taskId: z.string(),
  /** null where the index has no such task: still queued, forgotten, or its result is ignored. */
  state: z.string().nullable(),
  name: z.string().nullable(),
})
export type RelatedTask = z.infer<typeof relatedTask>

export const timelineEntry = z.object({
  state: z.string(),
  at: isoTime.nullable(),
  /** How the time is known. `unknown`: this happened, or must have, but nothing recorded when. */
  source: z.enum(['observed', 'date_done', 'last_modified', 'unknown']),
  retries: z.number().int().nullable(),
  note: z.string().nullable(),
})
export type TimelineEntry = z.infer<typeof timelineEntry>

export const taskDetail = taskSummary.extend({
  args: jsonValue.nullable(),
  kwargs: jsonValue.nullable(),
  result: jsonValue.nullable(),
  /** Constructor arguments and module, where the state carries an exception. `message` ends with "…" above 20,000 characters. */
  exceptionDetail: z
    .object({ type: z.string(), module: z.string().nullable(), message: z.string(), args: jsonValue })
    .nullable(),
  traceback: z.object({ text: z.string(), truncated: z.boolean(), sizeBytes: z.number() }).nullable(),
  /** Fields Celery does not define, stamps among them. */
  extra: z.array(z.object({ name: z.string(), value: jsonValue })),
  children: z.array(relatedTask.extend({ kind: z.enum(['task', 'group']), members: z.number().int().nullable() })),
  parent: relatedTask.nullable(),
  rootId: z.string().nullable(),
  group: z.object({ groupId: z.string(), saved: z.boolean(), indexedMembers: z.number().int() }).nullable(),
  retryOf: relatedTask.nullable(),
  retriedAs: z.array(relatedTask.extend({ sentAt: isoTime, queue: z.string(), edited: z.boolean() })),
  stored: z.object({
    key: z.string(),
    uri: z.string(),
    etag: z.string(),
    storageClass: z.string(),
    contentType: z.string().nullable(),
    serverSideEncryption: z.string().nullable(),
    versionId: z.string().nullable(),
    sizeBytes: z.number(),
    lastModified: isoTime,
    /** The object was read for this answer; false where it is too large or S3 could not be asked. */
    fresh: z.boolean(),
  }),
  /** The stored bytes as text where they are text, cut at 64 kB; null for pickle and msgpack. */
  document: z.object({ text: z.string(), truncated: z.boolean() }).nullable(),
  problemBytes: z.string().nullable(),
  timeline: z.array(timelineEntry),
  retryable: ability.extend({
    /** What a person would have to type, where that is all that is missing. */
    missing: z.array(z.enum(['name', 'args', 'queue'])),
    /** Why the same id is no good choice, or null. */
    sameIdReason: z.string().nullable(),
    /** Something to know before sending, or null. */
    caution: z.string().nullable(),
  }),
  /** What is not known, why, and the Celery setting that would make it known. */
  unknown: z.array(z.object({ field: z.string(), reason: z.string(), setting: z.string().nullable() })),
})
export type TaskDetail = z.infer<typeof taskDetail>

/** JSON text of a list and of a mapping; text, so that integers above 2^53 survive. */
export const argsText = z.string().max(900_000)

export const retryRequest = z.strictObject({
  name: z.string().min(1).max(400).optional(),
  args: argsText.optional(),
  kwargs: argsText.optional(),
  queue: z.string().min(1).max(200).optional(),
  countdown: z.number().min(0).max(43_200).optional(),
  taskId: z.enum(['new', 'same']).default('new'),
})
export type RetryRequest = z.infer<typeof retryRequest>

export const sendRequest = z.strictObject({
  name: z.string().min(1).max(400),
  args: argsText.default('[]'),
  kwargs: argsText.default('{}'),
  queue: z.string().min(1).max(200),
  countdown: z.number().min(0).max(43_200).optional(),
  eta: isoTime.optional(),
  expires: isoTime.optional(),
})
export type SendRequest = z.infer<typeof sendRequest>

export const sentTask = z.object({ taskId: z.string(), queue: z.string() })
export type SentTask = z.infer<typeof sentTask>

/** Values for autocomplete, most recently seen first. */
export const suggestions = z.object({ values: z.array(z.string()) })
