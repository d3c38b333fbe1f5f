import { z } from 'zod'
import { isoTime, stateCount, windowName } from './common'
import { taskSummary } from './tasks'

/** Seconds. Percentiles are the nearest rank's, off by at most 5 % (lib/stats/histogram.ts). */
export const runtimeFigures = z.object({
  /** How many tasks the figures rest on. */
  count: z.number().int(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
})
export type RuntimeFigures = z.infer<typeof runtimeFigures>

/** Bytes of the stored documents written in a window. */
export const sizeFigures = z.object({
  count: z.number().int(),
  average: z.number(),
  p95: z.number(),
  largest: z.number(),
})

/** What is known of one type in one window. History: forgetting results changes none of it. */
export const typeFigures = z.object({
  states: z.array(stateCount),
  /** SUCCESS + FAILURE + REVOKED. */
  finished: z.number().int(),
  failed: z.number().int(),
  /** SUCCESS / finished; null where nothing finished. */
  successRate: z.number().nullable(),
  /** Retries that the finished tasks tell of; null where none tells (no result_extended). */
  retries: z.number().int().nullable(),
  /** null where no run time is known. */
  runtime: runtimeFigures.nullable(),
  size: sizeFigures.nullable(),
})
export type TypeFigures = z.infer<typeof typeFigures>

export const typeSummary = typeFigures.extend({
  /** null: stored without a name. */
  name: z.string().nullable(),
  /** The window before this one, equally long. */
  previous: typeFigures,
  /** What lies in the bucket now, of any age. */
  stored: z.object({ objects: z.number().int(), bytes: z.number(), dollarsPerMonth: z.number().nullable() }),
  firstSeen: isoTime.nullable(),
  lastSeen: isoTime.nullable(),
  /** One entry a bucket, empty ones included. */
  sparkline: z.array(z.object({ at: isoTime, finished: z.number().int(), failed: z.number().int() })),
})
export type TypeSummary = z.infer<typeof typeSummary>

const spanOfTime = { window: windowName, from: isoTime, to: isoTime, bucketSeconds: z.number().int() }

export const typeList = z.object({
  ...spanOfTime,
  /** Unhealthy first: see lib/stats/health.ts. */
  items: z.array(typeSummary),
  /** More types than are listed (1,000 at most). */
  more: z.boolean(),
  /** Where the price comes from, for the dollars. */
  basis: z.string(),
})
export type TypeList = z.infer<typeof typeList>

export const typeDetail = typeSummary.extend({
  ...spanOfTime,
  basis: z.string(),
  series: z.array(
    z.object({
      at: isoTime,
      counts: z.array(stateCount),
      runtime: runtimeFigures.nullable(),
      /** The last bucket is still filling. */
      partial: z.boolean(),
    }),
  ),
  /** Failure groups of this type in the window, most frequent first; at most 10. */
  failures: z.array(
    z.object({
      fingerprint: z.string(),
      exceptionType: z.string(),
      pattern: z.string(),
      count: z.number().int(),
      lastSeen: isoTime,
    }),
  ),
  /** Ten each, of what is stored now. */
  largest: z.array(taskSummary),
  slowest: z.array(taskSummary),
  recent: z.array(taskSummary),
})
export type TypeDetail = z.infer<typeof typeDetail>

export const windowQuery = z.object({ app: z.string().optional(), window: windowName.default('24h') })
