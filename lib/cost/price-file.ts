import { z } from 'zod'

const price = z.number().min(0).max(1000)

/** Without these a region has no prices at all. */
const needed = {
  storageGbMonth: price,
  putListPer1000: price,
  getPer1000: price,
  standardIaGbMonth: price,
  glacierInstantGbMonth: price,
  reducedRedundancyGbMonth: price,
}
const known = price.nullable()
const others = {
  oneZoneIaGbMonth: known,
  intelligentTieringGbMonth: known,
  glacierGbMonth: known,
  deepArchiveGbMonth: known,
  monitoringPer1000: known,
}
const classRequests = { putPer1000: known, getPer1000: known, retrievalGb: known, transitionPer1000: known }
/** The classes whose requests are billed on their own terms. */
const requestClasses = ['STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE']
const requests = z.partialRecord(z.enum(requestClasses), z.strictObject(classRequests).partial())
const sqsPerMillion = z.strictObject({ standard: price, fifo: known }).nullable()

export const unknownRequests = { putPer1000: null, getPer1000: null, retrievalGb: null, transitionPer1000: null }

/** Every price of a region that the built-in table does not know; what is left out is not known. */
export const regionInFull = z.strictObject({
  ...needed,
  oneZoneIaGbMonth: known.default(null),
  intelligentTieringGbMonth: known.default(null),
  glacierGbMonth: known.default(null),
  deepArchiveGbMonth: known.default(null),
  monitoringPer1000: known.default(null),
  requests: requests
    .default({})
    .transform((given) =>
      Object.fromEntries(Object.entries(given).map(([name, some]) => [name, { ...unknownRequests, ...some }])),
    ),
  sqsPerMillion: sqsPerMillion.default(null),
})

/**
 * Prices of one's own in place of the built-in ones, in US dollars; docs/api.md shows one. A region of the built-in table
 * may name only what differs.
 */
export const priceFile = z.strictObject({
  asOf: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/, 'must be a date such as 2026-11'),
  regions: z.record(
    z.string().min(1).max(60),
    z.strictObject({ ...needed, ...others, requests, sqsPerMillion }).partial(),
  ),
})
export type PriceFile = z.infer<typeof priceFile>
