import { z } from 'zod'
import { ability } from './common'

export const features = z.object({
  version: z.string(),
  demo: z.boolean(),
  readOnly: z.boolean(),
  /** The selected app first; more than one where a config file lists several. */
  apps: z.array(z.object({ id: z.string(), label: z.string(), store: z.string(), broker: z.string().nullable() })),
  actions: z.object({
    forget: ability,
    retry: ability,
    send: ability,
    sync: ability,
    /** Receive up to ten waiting messages of a queue to look at them. */
    sample: ability,
    /** Send messages of a dead-letter queue back, one by one. */
    resend: ability,
    redrive: ability,
    purge: ability,
    /** Delete queues that old workers left behind. */
    deleteQueue: ability,
  }),
  /** Where a forgotten result can be kept first, and for how long; null: nowhere. */
  archive: z.object({ days: z.number().int() }).nullable(),
  /** Words of arguments and results are indexed, so a search finds them (INDEX_ARGUMENTS). */
  searchesArguments: z.boolean(),
})
export type Features = z.infer<typeof features>

export const health = z.object({ ok: z.boolean(), database: z.enum(['sqlite', 'postgresql']), version: z.string() })
