import { expect, it } from 'vitest'
import { pricesIn } from './prices'
import { classTerms } from './storage-classes'
import { readingCost, transitionOf } from './transition'
import type { TransitionClass } from './transition-classes'

const gb = 2 ** 30
const mb = 2 ** 20
/** A million objects of 1 MB: 976.5625 GB, 22.460938 a month in Standard. */
const large = { storageClass: 'STANDARD', objects: 1e6, bytes: 1e6 * mb, smallObjects: 0, smallBytes: 0 }

it.each([
  // 1,000 × 0.01 once; 976.5625 × 0.0125; 10 / (22.460938 - 12.207031)
  ['STANDARD_IA', 'us-east-1', 10, 12.207031, 0.975238],
  // 1,000 × 0.01; × 0.01
  ['ONEZONE_IA', 'us-east-1', 10, 9.765625, 0.787692],
  // 1,000 × 0.02; × 0.004; 20 / 18.554688
  ['GLACIER_IR', 'us-east-1', 20, 3.90625, 1.077895],
  // 1,000 × 0.03; (976.5625 + 30.517578) × 0.0036 + 7.629395 × 0.023; 30 / 18.659973
  ['GLACIER', 'us-east-1', 30, 3.800964, 1.607719],
  // 1,000 × 0.05; 1,007.080078 × 0.00099 + 0.175476; 50 / 21.288452
  ['DEEP_ARCHIVE', 'us-east-1', 50, 1.172485, 2.348691],
  // 1,000 × 0.033 in Ireland, where storage costs the same
  ['GLACIER', 'eu-west-1', 33, 3.800964, 1.768491],
  // 1,000 × 0.01; 976.5625 × 0.023 + 1,000 × 0.0025: as the dearest tier it never pays off
  ['INTELLIGENT_TIERING', 'us-east-1', 10, 24.960938, null],
  // What the move costs there was not checked.
  ['STANDARD_IA', 'eu-west-1', null, 12.207031, null],
] as const)('moving a million large objects to %s in %s', (to, region, fee, after, months) => {
  const move = transitionOf(large, to, region)
  expect(move).toMatchObject({ objects: 1e6, bytes: 1e6 * mb, stayingObjects: 0 })
  expect(move.feeDollars).toEqual(fee === null ? null : expect.closeTo(fee, 6))
  expect(move.dollarsAfter).toBeCloseTo(after, 5)
  expect(move.paysOffMonths).toEqual(months === null ? null : expect.closeTo(months, 5))
})

it('leaves objects below 128 KB where they are', () => {
  const mixed = { ...large, objects: 1_001_000, bytes: 1e6 * mb + 2000, smallObjects: 1000, smallBytes: 2000 }
  expect(transitionOf(mixed, 'GLACIER', 'us-east-1')).toMatchObject({
    objects: 1e6,
    bytes: 1e6 * mb,
    stayingObjects: 1000,
    feeDollars: 30,
    minimumDays: 90,
  })
  const small = { storageClass: 'STANDARD', objects: 1e6, bytes: 1e9 }
  expect(transitionOf(small, 'STANDARD_IA', 'us-east-1')).toMatchObject({
    objects: 0,
    stayingObjects: 1e6,
    feeDollars: 0,
  })
})

it('has no figures without prices', () => {
  expect(transitionOf(large, 'GLACIER', null)).toMatchObject({
    feeDollars: null,
    dollarsBefore: null,
    dollarsAfter: null,
    paysOffMonths: null,
    readOnceDollars: null,
  })
})

it.each([
  // 1 × 0.0004 and no retrieval
  ['STANDARD', 'us-east-1', 0.0004],
  // 1 × 0.001 + 100 × 0.01
  ['STANDARD_IA', 'us-east-1', 1.001],
  ['ONEZONE_IA', 'sa-east-1', 1.001],
  // 1 × 0.01 + 100 × 0.03
  ['GLACIER_IR', 'ap-northeast-1', 3.01],
  // 1 × 0.00044 + 100 × 0.012
  ['GLACIER', 'ap-southeast-2', 1.20044],
  // 1 × 0.0004 + 100 × 0.02
  ['DEEP_ARCHIVE', 'us-east-1', 2.0004],
  // 1 × 0.0004, and no retrieval
  ['INTELLIGENT_TIERING', 'us-east-1', 0.0004],
] satisfies [TransitionClass | 'STANDARD', string, number][])(
  'reading 1,000 objects of 100 GB from %s in %s',
  (storageClass, region, dollars) => {
    const prices = pricesIn(region)
    const terms = prices && classTerms(storageClass, region, prices)
    expect(terms && readingCost({ objects: 1000, bytes: 100 * gb }, terms)).toBeCloseTo(dollars, 8)
  },
)
