import { findPrices } from './prices'
import { type ClassTerms, classTerms } from './storage-classes'
import { type StoredClass, smallOf, storageCost } from './storage-cost'
import type { TransitionClass } from './transition-classes'

export type Transition = {
  /** What moves. */
  objects: number
  bytes: number
  /** Objects below 128 KB: S3 moves none of them unless a rule says so (TransitionDefaultMinimumObjectSize). */
  stayingObjects: number
  /** Once, for the requests of the move; null without a price. */
  feeDollars: number | null
  dollarsBefore: number | null
  dollarsAfter: number | null
  /** How many months the saving takes to make up for the fee; null where it never does, or something has no price. */
  paysOffMonths: number | null
  minimumDays: number
  /** Reading each of them once afterwards, at standard speed: GETs and retrieval. Null without a price. */
  readOnceDollars: number | null
}

/** What moving objects of Standard to another class costs once and saves each month. */
export function transitionOf(stored: StoredClass, to: TransitionClass, region: string | null): Transition {
  const small = smallOf(stored)
  const moved = { objects: stored.objects - small.objects, bytes: stored.bytes - small.bytes }
  const found = findPrices(region)
  const terms = found.kind === 'known' ? classTerms(to, found.region, found.prices) : null
  const each = terms?.transitionPer1000 ?? null
  const feeDollars = each === null ? null : (moved.objects / 1000) * each
  const costIn = (storageClass: string) =>
    storageCost([{ ...moved, storageClass, smallObjects: 0, smallBytes: 0 }], region).dollarsPerMonth
  const [dollarsBefore, dollarsAfter] = [costIn('STANDARD'), costIn(to)]
  const saved = dollarsBefore === null || dollarsAfter === null ? null : dollarsBefore - dollarsAfter
  return {
    ...moved,
    stayingObjects: small.objects,
    feeDollars,
    dollarsBefore,
    dollarsAfter,
    paysOffMonths: feeDollars === null || saved === null || saved <= 0 ? null : feeDollars / saved,
    minimumDays: terms?.minimumDays ?? 0,
    readOnceDollars: terms && readingCost(moved, terms),
  }
}

/** What reading each of these objects once costs in a class: its GETs and what is retrieved. Null without a price. */
export function readingCost(
  { objects, bytes }: { objects: number; bytes: number },
  { getPer1000, retrievalGb }: Pick<ClassTerms, 'getPer1000' | 'retrievalGb'>,
): number | null {
  if (getPer1000 === null || retrievalGb === null) return null
  return (objects / 1000) * getPer1000 + (bytes / 2 ** 30) * retrievalGb
}
