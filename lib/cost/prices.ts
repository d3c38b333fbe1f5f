import { type PriceFile, regionInFull, unknownRequests } from './price-file'
import { type RegionPrices, regionPrices } from './region-prices'

/**
 * The month of the built-in prices: list prices in US dollars, on demand, before free tier and discounts. AWS changes
 * prices seldom, and a number that says its date can be judged.
 */
export const pricesAsOf = '2026-11'

export type PriceLookup = { kind: 'known'; region: string; prices: RegionPrices } | { kind: 'unknown'; reason: string }

// One process of Next.js holds several instances of this module; prices of one's own must be those of all of them.
const holder = globalThis as typeof globalThis & { tombstonePrices?: PriceFile }

/** Puts prices of one's own in place of the built-in ones, for the whole process; null: the built-in ones again. */
export function overridePrices(file: PriceFile | null): void {
  holder.tombstonePrices = file ?? undefined
}

/** Whether the built-in table has this region. */
export function isListed(regionName: string): boolean {
  return Object.hasOwn(regionPrices, regionName)
}

/** The date of the prices in use. */
export function priceDate(): string {
  return holder.tombstonePrices?.asOf ?? pricesAsOf
}

/** Prices of an AWS region, or the reason why there are none. Null: no region is configured or it could not be told. */
export function findPrices(regionName: string | null): PriceLookup {
  if (regionName === null) return { kind: 'unknown', reason: 'No prices: the AWS region is not known.' }
  const prices = pricesOf(regionName)
  if (!prices) return { kind: 'unknown', reason: `No prices: region ${regionName} is not in the price table.` }
  return { kind: 'known', region: regionName, prices }
}

function pricesOf(regionName: string): RegionPrices | undefined {
  const listed = isListed(regionName) ? regionPrices[regionName] : undefined
  const own = holder.tombstonePrices?.regions
  if (!own || !Object.hasOwn(own, regionName)) return listed
  if (listed) return withOwn(listed, own[regionName] ?? {})
  const whole = regionInFull.safeParse(own[regionName])
  return whole.success ? whole.data : undefined
}

/** The prices of a region, where there are any. */
export function pricesIn(regionName: string | null): RegionPrices | null {
  const found = findPrices(regionName)
  return found.kind === 'known' ? found.prices : null
}

/** A price of one's own in place of the listed one, one by one. */
function withOwn(listed: RegionPrices, own: PriceFile['regions'][string]): RegionPrices {
  const requests = { ...listed.requests }
  for (const [storageClass, given] of Object.entries(own.requests ?? {})) {
    requests[storageClass] = { ...unknownRequests, ...requests[storageClass], ...given }
  }
  return { ...listed, ...own, requests }
}

/** What a dollar figure stands on, in one line: "list prices as of 2026-11, us-east-1", or why there is none. */
export function priceBasis(regionName: string | null): string {
  const found = findPrices(regionName)
  return found.kind === 'known'
    ? `${holder.tombstonePrices ? 'own' : 'list'} prices as of ${priceDate()}, ${found.region}`
    : found.reason
}
