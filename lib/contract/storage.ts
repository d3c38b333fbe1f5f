import { z } from 'zod'
import { isoTime } from './common'

const stored = { objects: z.number().int(), bytes: z.number() }
/** Dollars per month; null where nothing of it has a price. */
const priced = { ...stored, dollarsPerMonth: z.number().nullable() }

/** What is stored now, and what keeping it costs. Groups (celery-taskset-meta-) are not counted. */
export const storage = z.object({
  at: isoTime,
  total: z.object(priced),
  /** Date and region of the prices, and what is left out of the sums; or why there are none. */
  basis: z.string(),
  region: z.string().nullable(),
  classes: z.array(z.object({ storageClass: z.string(), ...priced })),
  states: z.array(z.object({ state: z.string(), ...priced })),
  /** Largest first, at most ten. `name` null: stored without one. */
  types: z.array(z.object({ name: z.string().nullable(), ...priced })),
  /** By UTC day of what the tasks became, newest first; days without any are left out. */
  ages: z.array(z.object({ day: z.iso.date(), ...stored })),
})
export type Storage = z.infer<typeof storage>
