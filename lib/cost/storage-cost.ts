import { findPrices, priceBasis } from './prices'
import { type ClassTerms, classTerms, smallBelowBytes } from './storage-classes'

const gigabyte = 2 ** 30

export type StorageCost = { dollarsPerMonth: number | null; basis: string }

/**
 * Objects of one storage class, by the class's name in a listing ("STANDARD_IA"). `small…`: those of them below 128 KB;
 * where they were not counted, all are taken to be equally large.
 */
export type StoredClass = {
  storageClass: string
  objects: number
  bytes: number
  smallObjects?: number | null
  smallBytes?: number | null
}

/** What keeping `bytes` in S3 Standard for a month costs; Celery writes to Standard unless told otherwise. */
export function standardStorageCost(bytes: number, region: string | null): StorageCost {
  const found = findPrices(region)
  return {
    dollarsPerMonth: found.kind === 'known' ? (bytes / gigabyte) * found.prices.storageGbMonth : null,
    basis: priceBasis(region),
  }
}

/**
 * What keeping these objects for a month costs, class by class. Exact where small objects were counted; else the least it
 * can be, because objects below a minimum size are billed up to it. `basis` says so, and what else the sum leaves open:
 * classes without a known price, which are left out; the first band's price for all; Intelligent-Tiering's first tier.
 * Null where nothing has a price. Never throws.
 */
export function storageCost(classes: StoredClass[], region: string | null): StorageCost {
  const found = findPrices(region)
  if (found.kind === 'unknown') return { dollarsPerMonth: null, basis: found.reason }
  const priced = mergeClasses(classes).map((stored) => {
    const terms = classTerms(stored.storageClass, found.region, found.prices)
    return { stored, terms, dollars: terms && dollarsOf(stored, terms, found.prices.storageGbMonth) }
  })
  const known = priced.flatMap(({ dollars }) => dollars ?? [])
  return {
    dollarsPerMonth: known.length || !priced.length ? known.reduce((sum, dollars) => sum + dollars, 0) : null,
    basis: [priceBasis(region), ...notes(priced)].join(', '),
  }
}

/** What deleting objects of that age still costs in a class with a minimum duration; null without a price. */
export function earlyDeletionCost(stored: StoredClass, ageDays: number, region: string | null): number | null {
  const found = findPrices(region)
  if (found.kind === 'unknown') return null
  const terms = classTerms(stored.storageClass, found.region, found.prices)
  if (!terms) return null
  if (ageDays >= terms.minimumDays) return 0
  const monthly = dollarsOf(stored, terms, found.prices.storageGbMonth)
  return monthly === null ? null : (monthly * (terms.minimumDays - ageDays)) / 30
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

type Priced = { stored: StoredClass; terms: ClassTerms | null; dollars: number | null }

/** What a reader of the sum has to know. */
function notes(priced: Priced[]): string[] {
  const of = (fits: (some: Priced) => boolean) => [
    ...new Set(priced.filter(fits).map(({ stored }) => stored.storageClass)),
  ]
  const unknown = of(({ dollars }) => dollars === null)
  const estimated = of(({ stored, terms }) => stored.smallObjects == null && (terms?.minimumBytes ?? 0) > 0)
  const banded = of(
    ({ stored, terms }) =>
      ['STANDARD', 'INTELLIGENT_TIERING'].includes(stored.storageClass) &&
      terms?.bands.length === 0 &&
      stored.bytes > 50 * 1024 * gigabyte,
  )
  const tiered = of(({ stored, dollars }) => stored.storageClass === 'INTELLIGENT_TIERING' && dollars !== null)
  return [
    ...(unknown.length ? [`without ${unknown.join(', ')} (no price for this region)`] : []),
    ...(estimated.length ? [`at least (sizes in ${estimated.join(', ')} by their average)`] : []),
    ...(banded.length ? ['at most (the price of the first 50 TB for all)'] : []),
    ...(tiered.length ? ['INTELLIGENT_TIERING as its dearest tier'] : []),
  ]
}

/** One entry a class: bands of volume are of a whole class, so that its parts have to be one. */
export function mergeClasses(classes: StoredClass[]): StoredClass[] {
  const merged = new Map<string, StoredClass>()
  for (const some of classes) {
    const sum = merged.get(some.storageClass)
    merged.set(some.storageClass, sum ? addClasses(sum, some) : some)
  }
  return [...merged.values()]
}

function addClasses(a: StoredClass, b: StoredClass): StoredClass {
  const add = (x: number | null | undefined, y: number | null | undefined) => (x == null || y == null ? null : x + y)
  return {
    storageClass: a.storageClass,
    objects: a.objects + b.objects,
    bytes: a.bytes + b.bytes,
    smallObjects: add(a.smallObjects, b.smallObjects),
    smallBytes: add(a.smallBytes, b.smallBytes),
  }
}

function dollarsOf(stored: StoredClass, terms: ClassTerms, standardGbMonth: number): number | null {
  if (terms.gbMonth === null) return null
  const { objects } = stored
  const { classBytes, standardBytes } = terms.overhead
  const billed = (sizedBytes(stored, terms.minimumBytes) + objects * classBytes) / gigabyte
  const watched = objects - smallOf(stored).objects
  if (watched > 0 && terms.monitoringPer1000 === null) return null
  return (
    inBands(billed, terms.gbMonth, terms.bands) +
    ((objects * standardBytes) / gigabyte) * standardGbMonth +
    (watched / 1000) * (terms.monitoringPer1000 ?? 0)
  )
}

/** The bytes that are billed where a smaller object counts as `minimumBytes`: either none, or 128 KB. */
function sizedBytes({ objects, bytes, smallObjects, smallBytes }: StoredClass, minimumBytes: number): number {
  if (minimumBytes === 0) return bytes
  if (smallObjects == null || smallBytes == null) return Math.max(bytes, objects * minimumBytes)
  return bytes - smallBytes + smallObjects * minimumBytes
}

/** Those below 128 KB: as they were counted, else all or none by the average. */
export function smallOf({ objects, bytes, smallObjects, smallBytes }: StoredClass): { objects: number; bytes: number } {
  if (smallObjects != null && smallBytes != null) return { objects: smallObjects, bytes: smallBytes }
  return objects > 0 && bytes / objects < smallBelowBytes ? { objects, bytes } : { objects: 0, bytes: 0 }
}

function inBands(gb: number, firstPrice: number, bands: ClassTerms['bands']): number {
  const all = [{ fromGb: 0, gbMonth: firstPrice }, ...bands]
  return all.reduce((sum, { fromGb, gbMonth }, at) => {
    const toGb = all[at + 1]?.fromGb ?? Number.POSITIVE_INFINITY
    return sum + Math.max(0, Math.min(gb, toGb) - fromGb) * gbMonth
  }, 0)
}
