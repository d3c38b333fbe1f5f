import { z } from 'zod'
import { transitionClasses } from '@/lib/cost/transition-classes'
import { filterText, isoTime, windowName } from './common'
import { retentionRule } from './retention'
import { taskSummary } from './tasks'

export const storageQuery = z.object({ app: z.string().optional(), window: windowName.default('30d') })

const stored = { objects: z.number().int(), bytes: z.number() }
/** Dollars per month; null where nothing of it has a price. */
const priced = { ...stored, dollarsPerMonth: z.number().nullable() }

/** Something only the bucket can tell, or the sentence that says why it did not. */
function fact<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('known', [
    z.object({ known: z.literal(true), value }),
    z.object({ known: z.literal(false), reason: z.string() }),
  ])
}

export const lifecycleRuleFact = z.object({
  id: z.string().nullable(),
  enabled: z.boolean(),
  /** Empty: the whole bucket. */
  prefix: z.string(),
  /** What it does, in words: "removes after 7 days". */
  does: z.string(),
})

export const bucketFacts = z.object({
  /** On an enabled or suspended bucket a forget only adds a marker: older versions stay billed. */
  versioning: fact(z.enum(['off', 'enabled', 'suspended'])),
  /** Rules that can touch the watched keys. */
  lifecycleRules: fact(z.array(lifecycleRuleFact)),
  /** "AES256", "aws:kms", ... or "none". */
  encryption: fact(z.string()),
  objectLock: fact(z.boolean()),
})
export type BucketFacts = z.infer<typeof bucketFacts>

export const requestLine = z.object({
  /** "writes" (inferred from new results: one PUT each), or the API's own name of what the dashboard asked. */
  operation: z.string(),
  count: z.number().int(),
  dollars: z.number().nullable(),
})

export const storageAdvice = z.object({
  code: z.enum([
    'ignore_result',
    'storage_class',
    'reduced_redundancy',
    'retention',
    'versioning',
    'result_polling',
    'queue_polling',
  ]),
  sentence: z.string(),
  /** What following it saves; null where it is a warning, or nothing has a price. */
  dollarsPerMonth: z.number().nullable(),
  /** What the sentence was computed from, by name with its unit ("averageBytes"). */
  numbers: z.record(z.string(), z.number()),
  /** The search that finds the tasks it is about; null where it is about all or about none. */
  q: z.string().nullable(),
})
export type StorageAdvice = z.infer<typeof storageAdvice>

const projected = z.object({ days: z.union([z.literal(30), z.literal(90)]), ...priced })

/** How S3 bills a class, in dollars; null: not known for this region. */
const classTerms = z.object({
  /** A smaller object is billed as if it were this large; 0: none. */
  minimumBytes: z.number(),
  /** An object deleted earlier is billed to the end of these days; 0: none. */
  minimumDays: z.number(),
  gbMonth: z.number().nullable(),
  putPer1000: z.number().nullable(),
  getPer1000: z.number().nullable(),
  retrievalGb: z.number().nullable(),
})

/** What is stored now, and what keeping it costs. */
export const storage = z.object({
  at: isoTime,
  window: windowName,
  from: isoTime,
  to: isoTime,
  /** Tasks and groups. */
  total: z.object(priced),
  tasks: z.object(priced),
  /** Saved groups (celery-taskset-meta-): in `total`, `classes` and `history`, and in nothing by type, state or age. */
  groups: z.object(priced),
  /**
   * Objects under the prefix that are neither, as the last sweep saw them; they are in no figure here. Null before the
   * first sweep.
   */
  notCounted: z.object({ objects: z.number().int() }).nullable(),
  /** Date and region of the prices, and what is left out of the sums; or why there are none. */
  basis: z.string(),
  /** The date of the price table, "2026-11"; of the file where one overrides it. */
  pricesAsOf: z.string(),
  region: z.string().nullable(),
  /** What calculators need; null where the region has no prices. */
  prices: z
    .object({
      putListPer1000: z.number(),
      getPer1000: z.number(),
      sqsPerMillion: z.object({ standard: z.number(), fifo: z.number().nullable() }).nullable(),
    })
    .nullable(),
  classes: z.array(z.object({ storageClass: z.string(), ...priced, terms: classTerms.nullable() })),
  states: z.array(z.object({ state: z.string(), ...priced })),
  /** Largest first, at most ten. `name` null: stored without one. */
  types: z.array(z.object({ name: z.string().nullable(), ...priced })),
  /** By UTC day of what the tasks became, newest first; days without any are left out. */
  ages: z.array(z.object({ day: z.iso.date(), ...stored })),
  /** In the window. Own requests are counted by UTC day: those of every day the window touches. */
  requests: z.object({
    writes: requestLine,
    own: z.array(requestLine),
    /** The sum of what has a price; null where nothing has one. */
    dollars: z.number().nullable(),
    basis: z.string(),
  }),
  growth: z.discriminatedUnion('known', [
    z.object({
      known: z.literal(true),
      objectsPerDay: z.number(),
      bytesPerDay: z.number(),
      projections: z.array(projected),
      /** How it was computed: "daily snapshots of 12 days, as a straight line". */
      basis: z.string(),
    }),
    z.object({ known: z.literal(false), reason: z.string() }),
  ]),
  /** One point a UTC day of the window that has a snapshot, oldest first; today's is of now. */
  history: z.array(z.object({ day: z.iso.date(), ...priced })),
  /** Ten at most. */
  largest: z.array(taskSummary),
  /** What saves most first. */
  advice: z.array(storageAdvice),
  bucket: bucketFacts,
})
export type Storage = z.infer<typeof storage>

/** Objects of Standard that are older move to another class. */
export const transitionRule = z.strictObject({
  storageClass: z.enum(transitionClasses),
  days: z.number().int().min(0).max(3650),
})
export type TransitionRule = z.infer<typeof transitionRule>

export const whatIfRequest = z.strictObject({
  rules: z.array(retentionRule).max(50),
  /** Of what the rules leave. */
  transition: transitionRule.nullable().optional(),
})
export type WhatIfRequest = z.infer<typeof whatIfRequest>

/**
 * What rules would leave. Ages are of UTC days, from roll-ups: quick enough for dragging. The preview of a policy counts
 * to the second.
 */
export const whatIf = z.object({
  before: z.object(priced),
  after: z.object(priced),
  /** What each rule removes now, in the order given. */
  rules: z.array(z.object({ rule: retentionRule, ...priced })),
  /**
   * What S3 goes on billing for removed objects that did not stay for the minimum of their class, counted from when they
   * were written; null without a price.
   */
  earlyDeletionDollars: z.number().nullable(),
  /** Null where none was asked for. */
  transition: z
    .object({
      ...transitionRule.shape,
      /** What moves. */
      ...stored,
      /** Below 128 KB: a lifecycle rule moves none of them unless it says so. */
      stayingObjects: z.number().int(),
      /** Once. */
      feeDollars: z.number().nullable(),
      /** A month, of what moves. */
      dollarsBefore: z.number().nullable(),
      dollarsAfter: z.number().nullable(),
      /** Until the saving has made up for the fee; null where it never does, or a price is not known. */
      paysOffMonths: z.number().nullable(),
      minimumDays: z.number(),
      /** Reading each of them once afterwards: GETs and retrieval. */
      readOnceDollars: z.number().nullable(),
    })
    .nullable(),
  /** By UTC day of what the tasks became, newest first. */
  days: z.array(z.object({ day: z.iso.date(), before: z.object(stored), after: z.object(stored) })),
  basis: z.string(),
})
export type WhatIf = z.infer<typeof whatIf>

/** S3 takes whole days. */
const lifecycleDays = z.coerce.number().int().min(1).max(3650)

export const lifecycleQuery = z.object({ app: z.string().optional(), days: lifecycleDays })

export const diffLine = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })
export type DiffLine = z.infer<typeof diffLine>

export const lifecycle = z.object({
  days: z.number().int(),
  /** What has to be typed to apply it; null where the store is no bucket. */
  bucket: z.string().nullable(),
  /** The bucket's rules as they are. */
  existing: fact(z.array(z.record(z.string(), z.unknown()))),
  /** Stands for the existing rules: what applying has to bring, so that it changes nothing else. Null while unknown. */
  seen: z.string().nullable(),
  /** The whole configuration to put: existing rules and ours. Only ours where the existing ones are not known. */
  json: z.string(),
  /** `aws_s3_bucket_lifecycle_configuration`, the whole of it. */
  terraform: z.string(),
  /** Rules of ours that are new or different, and rules that stay as they are. */
  changes: z.object({ added: z.number().int(), changed: z.number().int(), kept: z.number().int() }),
  /** Of the JSON, line by line; all "added" where the existing rules are not known. */
  diff: z.array(diffLine),
  /** Whether it can be applied from here, and if not, why. */
  apply: z.object({ ok: z.boolean(), reason: z.string().nullable() }),
})
export type Lifecycle = z.infer<typeof lifecycle>

export const lifecycleRequest = z.strictObject({
  days: z.number().int().min(1).max(3650),
  /** The name of the bucket, typed. */
  confirmBucket: filterText(255),
  /** `seen` of the preview that was looked at. Refused with 409 where the bucket's rules have changed since. */
  seen: filterText(100),
})
export type LifecycleRequest = z.infer<typeof lifecycleRequest>

export const lifecycleApplied = z.object({ applied: z.literal(true), rules: z.number().int() })
export type LifecycleApplied = z.infer<typeof lifecycleApplied>
