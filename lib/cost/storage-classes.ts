import type { RegionPrices } from './prices'

const kilobyte = 1024

/** The terms of a storage class, as S3 bills it. Prices are dollars; null: not known for the region, never guessed. */
export type ClassTerms = {
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
  monitoringPer1000: number
}

const plain: ClassTerms = {
  gbMonth: null,
  bands: [],
  minimumBytes: 0,
  minimumDays: 0,
  overhead: { classBytes: 0, standardBytes: 0 },
  monitoringPer1000: 0,
}
const archived = { classBytes: 32 * kilobyte, standardBytes: 8 * kilobyte }
/**
 * Objects below this size are billed as if they had it in the classes with a minimum size, and Intelligent-Tiering neither
 * moves nor watches them.
 */
export const smallBelowBytes = 128 * kilobyte

/** Prices that were checked for us-east-1 only. */
const onlyInVirginia = (region: string, price: number) => (region === 'us-east-1' ? price : null)

/** The terms of an S3 storage class by the name a listing gives it; null for a class the table does not know. */
export function classTerms(storageClass: string, region: string, prices: RegionPrices): ClassTerms | null {
  const inVirginia = region === 'us-east-1'
  // Who has a price of his own for the first band need not have these for the others.
  const standardBands =
    inVirginia && prices.storageGbMonth === 0.023
      ? [
          { fromGb: 50 * 1024, gbMonth: 0.022 },
          { fromGb: 500 * 1024, gbMonth: 0.021 },
        ]
      : []
  const infrequent = { minimumBytes: smallBelowBytes, minimumDays: 30 }
  switch (storageClass) {
    case 'STANDARD':
      return { ...plain, gbMonth: prices.storageGbMonth, bands: standardBands }
    case 'REDUCED_REDUNDANCY':
      return { ...plain, gbMonth: prices.reducedRedundancyGbMonth }
    case 'STANDARD_IA':
      return { ...plain, ...infrequent, gbMonth: prices.standardIaGbMonth }
    case 'ONEZONE_IA':
      return { ...plain, ...infrequent, gbMonth: onlyInVirginia(region, 0.01) }
    case 'INTELLIGENT_TIERING':
      // Which tier an object is in, a listing does not tell: all are priced as the first one, which is the dearest.
      return { ...plain, gbMonth: onlyInVirginia(region, 0.023), bands: standardBands, monitoringPer1000: 0.0025 }
    case 'GLACIER_IR':
      return { ...plain, ...infrequent, minimumDays: 90, gbMonth: prices.glacierInstantGbMonth }
    case 'GLACIER':
      return { ...plain, gbMonth: onlyInVirginia(region, 0.0036), minimumDays: 90, overhead: archived }
    case 'DEEP_ARCHIVE':
      return { ...plain, gbMonth: onlyInVirginia(region, 0.00099), minimumDays: 180, overhead: archived }
    default:
      return null
  }
}
