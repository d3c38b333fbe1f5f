import { z } from 'zod'
import { isStorable, windowNames } from './values'

/** ISO-8601 in UTC with milliseconds. */
export const isoTime = z.iso.datetime({ offset: true })

export const windowName = z.enum(windowNames)

/**
 * Text that both databases take as a parameter. PostgreSQL refuses U+0000 and lone surrogates, and no row has them; asked
 * for, they are the asker's mistake and not the database's trouble.
 */
export function storableText(max: number) {
  return z.string().max(max).refine(isStorable, 'must not hold U+0000 or half a character')
}

/** The same, not empty: what a filter asks for. */
export function filterText(max: number) {
  return storableText(max).min(1)
}

/** A count that says whether it is the whole truth: `exact: false` reads as "10,000+". */
export const count = z.object({ count: z.number().int(), exact: z.boolean() })
export type Count = z.infer<typeof count>

export const stateCount = z.object({ state: z.string(), count: z.number().int() })
export type StateCount = z.infer<typeof stateCount>

export const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()).optional() }),
})

/** Whether something can be done here, and if not, the sentence that says why. */
export const ability = z.object({ ok: z.boolean(), reason: z.string().nullable() })
export type Ability = z.infer<typeof ability>
