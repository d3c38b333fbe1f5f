import { findPrices, priceBasis } from './prices'

const gigabyte = 2 ** 30

export type StorageCost = { dollarsPerMonth: number | null; basis: string }

/** What keeping `bytes` in S3 Standard for a month costs; Celery writes to Standard unless told otherwise. */
export function standardStorageCost(bytes: number, region: string | null): StorageCost {
  const found = findPrices(region)
  return {
    dollarsPerMonth: found.kind === 'known' ? (bytes / gigabyte) * found.prices.storageGbMonth : null,
    basis: priceBasis(region),
  }
}
