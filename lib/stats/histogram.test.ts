import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bucketOf,
  countOf,
  histogramOf,
  lowerBound,
  mergeInto,
  percentiles,
  readHistogram,
  writeHistogram,
} from './histogram'

const largest = Number.MAX_SAFE_INTEGER
const whole = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: 5_000_000 }),
  fc.integer({ min: 0, max: largest }),
  // Around powers of two, where an off-by-one would show.
  fc.tuple(fc.integer({ min: 0, max: 52 }), fc.integer({ min: -2, max: 2 })).map(([exponent, by]) => {
    return Math.min(largest, Math.max(0, 2 ** exponent + by))
  }),
)

/** The value at the rank, by sorting everything. */
function exactPercentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? Number.NaN
}

describe('Buckets', () => {
  it('hold each value, are in order and without gaps, and at most 1/16 wide', () => {
    fc.assert(
      fc.property(whole, (value) => {
        const bucket = bucketOf(value)
        const [lower, next] = [lowerBound(bucket), lowerBound(bucket + 1)]
        expect(lower).toBeLessThanOrEqual(value)
        expect(next).toBeGreaterThan(value)
        expect(next - lower).toBeLessThanOrEqual(Math.max(1, lower / 16))
        expect(bucketOf(lower)).toBe(bucket)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('Percentiles', () => {
  const shapes: [string, fc.Arbitrary<number[]>][] = [
    ['anything', fc.array(whole, { minLength: 1, maxLength: 300 })],
    ['run times of one kind', fc.array(fc.integer({ min: 900, max: 1100 }), { minLength: 1, maxLength: 300 })],
    [
      'a long tail',
      fc.array(
        fc.double({ min: 0, max: 18, noNaN: true }).map((x) => Math.floor(Math.exp(x))),
        { minLength: 1, maxLength: 300 },
      ),
    ],
    ['two humps', fc.array(fc.oneof(fc.constant(5), fc.integer({ min: 60_000, max: 61_000 })), { minLength: 1 })],
  ]
  for (const [shape, values] of shapes) {
    it(`are within 1/32 of the exact ones for ${shape}`, () => {
      fc.assert(
        fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (numbers, share) => {
          const exact = exactPercentile(numbers, share)
          const [found = Number.NaN] = percentiles(histogramOf(numbers), [share], Math.max(...numbers)) ?? []
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact < 32 ? 0 : exact / 32)
        }),
        { numRuns: 300 },
      )
    })
  }

  it('are null where nothing was counted', () => expect(percentiles(histogramOf([]), [0.5])).toBeNull())
})

describe('Histograms', () => {
  const values = fc.array(whole, { maxLength: 60 })
  it('of parts add up to the histogram of the whole, in any order', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const sum = new Map<number, number>()
        for (const part of [c, a, b]) mergeInto(sum, histogramOf(part))
        const together = histogramOf([...a, ...b, ...c])
        expect(writeHistogram(sum)).toBe(writeHistogram(together))
        expect(countOf(sum)).toBe(a.length + b.length + c.length)
      }),
    )
  })

  it('come back from their text', () => {
    fc.assert(
      fc.property(values, (some) => {
        expect(readHistogram(writeHistogram(histogramOf(some)))).toEqual(histogramOf(some))
      }),
    )
  })

  it.each(['x', '1', ':1', '1:', '1:2  3:4'])('refuse the text %j', (text) => {
    expect(() => readHistogram(text)).toThrow('Not a histogram')
  })
})
