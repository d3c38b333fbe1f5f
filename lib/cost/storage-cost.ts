import { findPrices, priceBasis } from './prices'
import { type ClassTerms, classTerms, smallBelowBytes } from './storage-classes'

const gigabyte = 2 ** 30

export type StorageCost = { dollarsPerMonth: number | null; basis: string }

/** Objects of one storage class, by the class's name in a listing ("STANDARD_IA"). */
export type StoredClass = { storageClass: string; objects: number; bytes: number }

/** What keeping `bytes` in S3 Standard for a month costs; Celery writes to Standard unless told otherwise. */
export function standardStorageCost(bytes: number, region: string | null): StorageCost {
  const found = findPrices(region)
  return {
    dollarsPerMonth: found.kind === 'known' ? (bytes / gigabyte) * found.prices.storageGbMonth : null,
    basis: priceBasis(region),
  }
}

/**
 * What keeping these objects for a month costs, class by class. Exact where the objects of a class are equally large;
 * else the least it can be, because objects below a minimum size are billed up to it. Classes without a known price are
 * left out of the sum and named in `basis`; null where nothing has a price. Never throws.
 */
export function storageCost(classes: StoredClass[], region: string | null): StorageCost {
  const found = findPrices(region)
  if (found.kind === 'unknown') return { dollarsPerMonth: null, basis: found.reason }
  const priced = classes.map((stored) => {
    const terms = classTerms(stored.storageClass, found.region, found.prices)
    return { ...stored, dollars: terms && dollarsOf(stored, terms, found.prices.storageGbMonth) }
  })
  const known = priced.flatMap(({ dollars }) => dollars ?? [])
  const unknown = [...new Set(priced.filter(({ dollars }) => dollars === null).map((some) => some.storageClass))]
  const basis = priceBasis(region)
  return {
    dollarsPerMonth: known.length || !priced.length ? known.reduce((sum, dollars) => sum + dollars, 0) : null,
    basis: unknown.length ? `${basis}, without ${unknown.join(', ')} (no price for this region)` : basis,
  }
}

/** What deleting objects of that age still costs in a class with a minimum duration; null without a price. */
export function earlyDeletionCost(stored: StoredClass, ageDays: number, region: string | null): number | null {
  const found = findPrices(region)
  if (found.kind === 'unknown') return null
  const terms = classTerms(stored.storageClass, found.region, found.prices)
  if (!terms) return null
  const monthly = dollarsOf(stored, terms, found.prices.storageGbMonth)
  return monthly === null ? null : (monthly * Math.max(0, terms.minimumDays - ageDays)) / 30
}

/** Below this size in bytes an object costs more in the class than in Standard; null where that cannot be told. */
export function breakEvenBytes(storageClass: string, region: string | null): number | null {
  const found = findPrices(region)
  if (found.kind === 'unknown') return null
  const terms = classTerms(storageClass, found.region, found.prices)
  if (!terms || terms.gbMonth === null || terms.gbMonth >= found.prices.storageGbMonth) return null
  if (terms.minimumBytes === 0) return null
  return (terms.minimumBytes * terms.gbMonth) / found.prices.storageGbMonth
}

function dollarsOf({ objects, bytes }: StoredClass, terms: ClassTerms, standardGbMonth: number): number | null {
  if (terms.gbMonth === null) return null
  const { classBytes, standardBytes } = terms.overhead
  const billed = (Math.max(bytes, objects * terms.minimumBytes) + objects * classBytes) / gigabyte
  const watched = objects > 0 && bytes / objects >= smallBelowBytes ? objects : 0
  return (
    inBands(billed, terms.gbMonth, terms.bands) +
    ((objects * standardBytes) / gigabyte) * standardGbMonth +
    (watched / 1000) * terms.monitoringPer1000
  )
}

function inBands(gb: number, firstPrice: number, bands: ClassTerms['bands']): number {
  const all = [{ fromGb: 0, gbMonth: firstPrice }, ...bands]
  return all.reduce((sum, { fromGb, gbMonth }, at) => {
    const toGb = all[at + 1]?.fromGb ?? Number.POSITIVE_INFINITY
    return sum + Math.max(0, Math.min(gb, toGb) - fromGb) * gbMonth
  }, 0)
}
