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
  ])('prices %s', (_, region, storageClass, objects, bytes, dollars) => {
    expect(storageCost([{ storageClass, objects, bytes }], region).dollarsPerMonth).toBeCloseTo(dollars, 5)
  })

  it('adds classes up, and names those it has no price for', () => {
    const classes = ['STANDARD', 'GLACIER', 'SNOW'].map((storageClass) => ({ storageClass, objects: 1, bytes: gb }))
    expect(storageCost(classes, 'eu-central-1')).toEqual({
      dollarsPerMonth: 0.0245,
      basis: 'list prices as of 2026-11, eu-central-1, without GLACIER, SNOW (no price for this region)',
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
})

it('tells from which size a class is worth it', () => {
  // 131,072 × 0.0125 / 0.023, and × 0.004 / 0.023
  expect(breakEvenBytes('STANDARD_IA', 'us-east-1')).toBeCloseTo(71_234.78, 2)
  expect(breakEvenBytes('GLACIER_IR', 'us-east-1')).toBeCloseTo(22_795.13, 2)
  expect(breakEvenBytes('REDUCED_REDUNDANCY', 'us-east-1')).toBeNull()
  expect(breakEvenBytes('STANDARD_IA', null)).toBeNull()
})
