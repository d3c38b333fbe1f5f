import type { ClassRequests, RegionPrices } from './region-prices'

const kilobyte = 1024

/** The terms of a storage class, as S3 bills it. Prices are dollars; null: not known for the region, never guessed. */
export type ClassTerms = ClassRequests & {
  gbMonth: number | null
  /** Cheaper bands above, each from so many GB on. Empty where only the first band is known. */
  bands: { fromGb: number; gbMonth: number }[]
  /** A smaller object is billed as if it were this large. */
  minimumBytes: number
  /** An object deleted earlier is billed to the end of these days. */
  minimumDays: number
  /** Added to each object, billed at the class's price and at Standard's. */
  overhead: { classBytes: number; standardBytes: number }
  /** Per 1,000 objects of 128 KB or more, a month. */
  monitoringPer1000: number | null
}

const archived = { classBytes: 32 * kilobyte, standardBytes: 8 * kilobyte }
/**
 * Objects below this size are billed as if they had it in the classes with a minimum size; Intelligent-Tiering neither
 * moves nor watches them, and a lifecycle rule moves them to no class unless it is told to.
 */
export const smallBelowBytes = 128 * kilobyte

/** The terms of an S3 storage class by the name a listing gives it; null for a class the table does not know. */
export function classTerms(storageClass: string, region: string, prices: RegionPrices): ClassTerms | null {
  // Who has a price of his own for the first band need not have these for the others.
  const bands =
    region === 'us-east-1' && prices.storageGbMonth === 0.023
      ? [
          { fromGb: 50 * 1024, gbMonth: 0.022 },
          { fromGb: 500 * 1024, gbMonth: 0.021 },
        ]
      : []
  const unknown = { putPer1000: null, getPer1000: null, retrievalGb: null, transitionPer1000: null }
  const plain = {
    ...(Object.hasOwn(prices.requests, storageClass) ? (prices.requests[storageClass] ?? unknown) : unknown),
    bands: [],
    minimumBytes: 0,
    minimumDays: 0,
    overhead: { classBytes: 0, standardBytes: 0 },
    monitoringPer1000: 0,
  }
  // No lifecycle rule leads into these two.
  const asStandard = { putPer1000: prices.putListPer1000, getPer1000: prices.getPer1000, retrievalGb: 0 }
  const infrequent = { minimumBytes: smallBelowBytes, minimumDays: 30 }
  switch (storageClass) {
    case 'STANDARD':
      return { ...plain, ...asStandard, gbMonth: prices.storageGbMonth, bands }
    case 'REDUCED_REDUNDANCY':
      return { ...plain, ...asStandard, gbMonth: prices.reducedRedundancyGbMonth }
    case 'STANDARD_IA':
      return { ...plain, ...infrequent, gbMonth: prices.standardIaGbMonth }
    case 'ONEZONE_IA':
      return { ...plain, ...infrequent, gbMonth: prices.oneZoneIaGbMonth }
    case 'INTELLIGENT_TIERING': {
      // Which tier an object is in, a listing does not tell: all are priced as the first one.
      const { intelligentTieringGbMonth: gbMonth, monitoringPer1000 } = prices
      return { ...plain, gbMonth, bands: gbMonth === prices.storageGbMonth ? bands : [], monitoringPer1000 }
    }
    case 'GLACIER_IR':
      return { ...plain, ...infrequent, minimumDays: 90, gbMonth: prices.glacierInstantGbMonth }
    case 'GLACIER':
      return { ...plain, gbMonth: prices.glacierGbMonth, minimumDays: 90, overhead: archived }
    case 'DEEP_ARCHIVE':
      return { ...plain, gbMonth: prices.deepArchiveGbMonth, minimumDays: 180, overhead: archived }
    default:
      return null
  }
}
