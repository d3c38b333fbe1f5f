import { z } from 'zod'

const price = z.number().min(0).max(1000)
const s3 = {
  storageGbMonth: price,
  putListPer1000: price,
  getPer1000: price,
  standardIaGbMonth: price,
  glacierInstantGbMonth: price,
  reducedRedundancyGbMonth: price,
}
const sqsPerMillion = z.strictObject({ standard: price, fifo: price }).nullable()

/** Every price of a region that the built-in table does not know. */
export const regionInFull = z.strictObject({ ...s3, sqsPerMillion: sqsPerMillion.default(null) })

/**
 * Prices of one's own in place of the built-in ones, in US dollars; docs/api.md shows one. A region of the built-in table
 * may name only what differs.
 */
export const priceFile = z.strictObject({
  asOf: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/, 'must be a date such as 2026-11'),
  regions: z.record(z.string().min(1).max(60), z.strictObject({ ...s3, sqsPerMillion }).partial()),
})
export type PriceFile = z.infer<typeof priceFile>
