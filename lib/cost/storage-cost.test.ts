import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakEvenBytes, earlyDeletionCost, storageCost } from './storage-cost'

const gb = 2 ** 30
const kb = 1024
const million = 1_000_000

describe('storage by class', () => {
  it.each([
    // 1,000,000 × 2,048 / 2^30 = 1.907349 GB; × 0.023
    ['a million results of 2 KB in Standard', 'us-east-1', 'STANDARD', million, million * 2 * kb, 0.043869],
    // billed as 128 KB each: 1,000,000 × 131,072 / 2^30 = 122.070313 GB; × 0.0125
    ['the same in Standard-IA, billed as 128 KB', 'us-east-1', 'STANDARD_IA', million, million * 2 * kb, 1.525879],
    // 100 × 0.0125: above the minimum, the real size counts
    ['100 GB of large objects in Standard-IA', 'us-east-1', 'STANDARD_IA', 100, 100 * gb, 1.25],
    // 122.070313 × 0.01
    ['small objects in One Zone-IA', 'us-east-1', 'ONEZONE_IA', million, million * 2 * kb, 1.220703],
    // 100 × 0.024, which is 0.10 more than Standard
    ['Reduced Redundancy in us-east-1', 'us-east-1', 'REDUCED_REDUNDANCY', 100, 100 * gb, 2.4],
    // 100 × 0.0326, which is less than Standard's 4.05
    ['Reduced Redundancy in sa-east-1', 'sa-east-1', 'REDUCED_REDUNDANCY', 100, 100 * gb, 3.26],
    // 51,200 × 0.023 + 1,024 × 0.022 = 1,177.6 + 22.528
    ['51 TB in Standard, over the first band', 'us-east-1', 'STANDARD', 1000, 51 * 1024 * gb, 1200.128],
    // 51,200 × 0.023 + 460,800 × 0.022 + 1,024 × 0.021 = 1,177.6 + 10,137.6 + 21.504
    ['501 TB in Standard, in all three bands', 'us-east-1', 'STANDARD', 1000, 501 * 1024 * gb, 11_336.704],
    // 122.070313 × 0.004
    ['small objects in Glacier Instant', 'us-east-1', 'GLACIER_IR', million, million * 2 * kb, 0.488281],
    // (2 + 32) KB × 10^6 = 32.424927 GB × 0.0036 = 0.116730; 8 KB × 10^6 = 7.629395 GB × 0.023 = 0.175476
    ['Glacier Flexible with 40 KB on each object', 'us-east-1', 'GLACIER', million, million * 2 * kb, 0.292206],
    // 32.424927 × 0.00099 = 0.032101; + 0.175476
    ['Deep Archive with 40 KB on each object', 'us-east-1', 'DEEP_ARCHIVE', million, million * 2 * kb, 0.207577],
    // 1.907349 × 0.023, and no monitoring below 128 KB
    ['small objects in Intelligent-Tiering', 'us-east-1', 'INTELLIGENT_TIERING', million, million * 2 * kb, 0.043869],
    // 1,024 objects of 1 MB = 1 GB × 0.023, + 1.024 × 0.0025
    ['large objects in Intelligent-Tiering', 'us-east-1', 'INTELLIGENT_TIERING', 1024, gb, 0.02556],
    // 100 × 0.0115
    ['large objects in One Zone-IA in us-west-1', 'us-west-1', 'ONEZONE_IA', 100, 100 * gb, 1.15],
    // (102,400 MB + 100 × 32 KB) = 100.003052 GB × 0.00405 = 0.405012; 100 × 8 KB = 0.000763 GB × 0.0245 = 0.000019
    ['Glacier Flexible in eu-central-1', 'eu-central-1', 'GLACIER', 100, 100 * gb, 0.405031],
    // 100.003052 × 0.0032 = 0.320010; 0.000763 × 0.0405 = 0.000031
    ['Deep Archive in sa-east-1', 'sa-east-1', 'DEEP_ARCHIVE', 100, 100 * gb, 0.320041],
    // 1.907349 × 0.025: what the monitoring costs there is not known, but objects this small have none
    [
      'small objects in Intelligent-Tiering in ap-south-1',
      'ap-south-1',
      'INTELLIGENT_TIERING',
      million,
      million * 2 * kb,
      0.047684,
    ],
  ])('prices %s', (_, region, storageClass, objects, bytes, dollars) => {
    expect(storageCost([{ storageClass, objects, bytes }], region).dollarsPerMonth).toBeCloseTo(dollars, 5)
  })

  it.each([
    // 1,000 × 128 KB + 1,000 × 1 MB = 1,152,000 KB = 1.098633 GB; × 0.0125. By the average: 1,025,000 KB × 0.0125 = 0.012219
    ['STANDARD_IA', 0.013733, 0.012219],
    // 1.098633 × 0.01
    ['ONEZONE_IA', 0.010986, 0.009775],
    // 1.098633 × 0.004
    ['GLACIER_IR', 0.004395, 0.00391],
    // 1,025,000 KB = 0.977516 GB × 0.023, + 1 × 0.0025 for the large thousand; by the average, for all two
    ['INTELLIGENT_TIERING', 0.024983, 0.027483],
  ])('bills small objects among large ones exactly in %s, where they were counted', (storageClass, exact, average) => {
    const mixed = { storageClass, objects: 2000, bytes: 1000 * kb + 1000 * 1024 * kb }
    const counted = { ...mixed, smallObjects: 1000, smallBytes: 1000 * kb }
    expect(storageCost([counted], 'us-east-1').dollarsPerMonth).toBeCloseTo(exact, 5)
    expect(storageCost([mixed], 'us-east-1').dollarsPerMonth).toBeCloseTo(average, 5)
    const lower = storageCost([mixed], 'us-east-1').basis.includes('at least (sizes in')
    expect(lower).toBe(storageClass !== 'INTELLIGENT_TIERING')
    expect(storageCost([counted], 'us-east-1').basis).not.toContain('at least')
  })

  it('is the same however the objects are split, and never less than what the bytes alone cost', () => {
    const part = fc.record({
      storageClass: fc.constantFrom('STANDARD', 'STANDARD_IA', 'GLACIER_IR', 'GLACIER', 'INTELLIGENT_TIERING'),
      sizes: fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 20 }),
    })
    const stored = (storageClass: string, sizes: number[]) => {
      const small = sizes.filter((size) => size < 131_072)
      const sum = (some: number[]) => some.reduce((all, size) => all + size, 0)
      return {
        storageClass,
        objects: sizes.length,
        bytes: sum(sizes),
        smallObjects: small.length,
        smallBytes: sum(small),
      }
    }
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const whole = storageCost(
          parts.map(({ storageClass, sizes }) => stored(storageClass, sizes)),
          'us-east-1',
        )
        const each = parts.flatMap(({ storageClass, sizes }) => sizes.map((size) => stored(storageClass, [size])))
        expect(storageCost(each, 'us-east-1').dollarsPerMonth).toBeCloseTo(whole.dollarsPerMonth ?? 0, 12)
        const cheapest = (each.reduce((sum, { bytes }) => sum + bytes, 0) / gb) * 0.0036
        expect((whole.dollarsPerMonth ?? 0) + 1e-12).toBeGreaterThanOrEqual(cheapest)
      }),
    )
  })

  it('says what the sum leaves open', () => {
    const basis = (region: string, storageClass: string, bytes: number) =>
      storageCost([{ storageClass, objects: 10, bytes, smallObjects: 0, smallBytes: 0 }], region).basis
    expect(basis('eu-west-1', 'STANDARD', 51 * 1024 * gb)).toMatch(
      /, at most \(the price of the first 50 TB for all\)$/,
    )
    expect(basis('us-east-1', 'STANDARD', 51 * 1024 * gb)).toBe('list prices as of 2026-11, us-east-1')
    expect(basis('us-east-1', 'INTELLIGENT_TIERING', gb)).toMatch(/, INTELLIGENT_TIERING as its dearest tier$/)
    // Its monitoring is not known there.
    expect(basis('eu-west-1', 'INTELLIGENT_TIERING', gb)).toMatch(/without INTELLIGENT_TIERING/)
  })

  it('adds classes up, and names those it has no price for', () => {
    const classes = ['STANDARD', 'EXPRESS_ONEZONE', 'SNOW'].map((storageClass) => ({
      storageClass,
      objects: 1,
      bytes: gb,
    }))
    expect(storageCost(classes, 'eu-central-1')).toEqual({
      dollarsPerMonth: 0.0245,
      basis: 'list prices as of 2026-11, eu-central-1, without EXPRESS_ONEZONE, SNOW (no price for this region)',
    })
    expect(storageCost([{ storageClass: 'SNOW', objects: 1, bytes: gb }], 'us-east-1').dollarsPerMonth).toBeNull()
    expect(storageCost([], 'us-east-1').dollarsPerMonth).toBe(0)
    expect(storageCost(classes, null).dollarsPerMonth).toBeNull()
  })
})

it('bills the days that are left when an object is deleted early', () => {
  // 1 GB × 0.0125 × (30 - 10) / 30
  const stored = { storageClass: 'STANDARD_IA', objects: 1, bytes: gb }
  expect(earlyDeletionCost(stored, 10, 'us-east-1')).toBeCloseTo(0.008333, 6)
  expect(earlyDeletionCost(stored, 31, 'us-east-1')).toBe(0)
  expect(earlyDeletionCost({ ...stored, storageClass: 'STANDARD' }, 0, 'us-east-1')).toBe(0)
  expect(earlyDeletionCost(stored, 0, null)).toBeNull()
  // 1 GB + 32 KB at 0.00099, 8 KB at 0.023, for (180 - 30) / 30 months
  const deep = { storageClass: 'DEEP_ARCHIVE', objects: 1, bytes: gb }
  expect(earlyDeletionCost(deep, 30, 'us-east-1')).toBeCloseTo(0.004951, 6)
})

it('tells from which size a class is worth it', () => {
  // 131,072 × 0.0125 / 0.023, and × 0.004 / 0.023
  expect(breakEvenBytes('STANDARD_IA', 'us-east-1')).toBeCloseTo(71_234.78, 2)
  expect(breakEvenBytes('GLACIER_IR', 'us-east-1')).toBeCloseTo(22_795.13, 2)
  expect(breakEvenBytes('REDUCED_REDUNDANCY', 'us-east-1')).toBeNull()
  expect(breakEvenBytes('STANDARD_IA', null)).toBeNull()
})
