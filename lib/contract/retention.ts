import { z } from 'zod'
import { filterText, isoTime } from './common'

/**
 * One rule: results of this state and type are forgotten `days` after they became what they are; null: never. The first
 * rule that fits a task decides; what no rule fits is kept.
 */
export const retentionRule = z.strictObject({
  /** A state, or null for any. */
  state: filterText(100).nullable(),
  /** A name, or a prefix with a trailing `*`, or null for any. */
  type: filterText(400).nullable(),
  days: z.number().int().min(1).max(3650).nullable(),
})
export type RetentionRule = z.infer<typeof retentionRule>

export const retentionRequest = z.strictObject({
  enabled: z.boolean(),
  rules: z.array(retentionRule).max(50),
  everyHours: z.number().int().min(1).max(168).default(24),
  archive: z.boolean().default(false),
})
export type RetentionRequest = z.input<typeof retentionRequest>

/** What a preview is asked about: rules as they stand, saved or not. */
export const retentionPreviewRequest = z.strictObject({ rules: z.array(retentionRule).max(50) })

export const retentionPolicy = z.object({
  enabled: z.boolean(),
  rules: z.array(retentionRule),
  everyHours: z.number().int(),
  archive: z.boolean(),
  updatedAt: isoTime.nullable(),
  lastRunAt: isoTime.nullable(),
  nextRunAt: isoTime.nullable(),
})
export type RetentionPolicy = z.infer<typeof retentionPolicy>

/** What a policy would forget now, rule by rule. */
export const retentionPreview = z.object({
  /** What should be known before it is switched on, as sentences. */
  warnings: z.array(z.string()),
  rules: z.array(
    z.object({
      rule: retentionRule,
      /** The search that finds what the rule forgets now; null for a rule that keeps. */
      q: z.string().nullable(),
      objects: z.number().int(),
      exact: z.boolean(),
      bytes: z.number(),
      dollarsPerMonth: z.number().nullable(),
    }),
  ),
})
export type RetentionPreview = z.infer<typeof retentionPreview>
