import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketLabel, timeTicks, valueTicks } from './axis.model'

const starts = (first: string, seconds: number, count: number) =>
  Array.from({ length: count }, (_, index) => Date.parse(first) + index * seconds * 1000)

describe('valueTicks', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [340, [0, 100, 200, 300, 400]],
    [1167, [0, 500, 1000, 1500]],
    [2069, [0, 500, 1000, 1500, 2000, 2500]],
    [10_000, [0, 2000, 4000, 6000, 8000, 10_000]],
  ])('of %i are round', (max, ticks) => expect(valueTicks(max)).toEqual(ticks))

  it('may be fractions where asked', () => {
    expect(valueTicks(0.021, 2, false)).toEqual([0, 0.02, 0.04])
    expect(valueTicks(1, 2, false)).toEqual([0, 0.5, 1])
  })

  it('begin at zero and reach the greatest value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (max) => {
        const ticks = valueTicks(max)
        expect(ticks[0]).toBe(0)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max)
        expect(ticks.length).toBeLessThanOrEqual(6)
        expect(ticks.every(Number.isInteger)).toBe(true)
      }),
    )
  })
})

// Tests run in Asia/Kathmandu, 5:45 ahead of UTC.
describe('timeTicks', () => {
  it('labels round hours of the clock on the wall, and midnight with the date', () => {
    expect(timeTicks(starts('2026-11-20T12:00:00Z', 3600, 25), 3600, 9)).toEqual([
      { index: 1, label: '18:45' },
      { index: 4, label: '21:45' },
      { index: 7, label: '21 Nov' },
      { index: 10, label: '03:45' },
      { index: 13, label: '06:45' },
      { index: 16, label: '09:45' },
      { index: 19, label: '12:45' },
      { index: 22, label: '15:45' },
    ])
  })

  it('labels days of a month by their UTC date', () => {
    const ticks = timeTicks(starts('2026-10-22T00:00:00Z', 86_400, 31), 86_400, 8)
    expect(ticks.map(({ label }) => label)).toEqual(['24 Oct', '29 Oct', '3 Nov', '8 Nov', '13 Nov', '18 Nov'])
  })

  it('keeps to the number of labels there is room for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom([60, 61], [3600, 25], [21_600, 29], [86_400, 31]),
        fc.integer({ min: 3, max: 12 }),
        fc.integer({ min: 20_000 * 86_400, max: 21_000 * 86_400 }),
        ([seconds = 0, count = 0], most, from) => {
          const first = Math.floor(from / seconds) * seconds * 1000
          const all = Array.from({ length: count }, (_, index) => first + index * seconds * 1000)
          const ticks = timeTicks(all, seconds, most)
          expect(ticks.length).toBeGreaterThan(0)
          expect(ticks.length).toBeLessThanOrEqual(most + 1)
        },
      ),
    )
  })
})

describe('bucketLabel', () => {
  const at = Date.parse('2026-11-21T11:00:00Z')
  it('says from when to when, in local time', () => expect(bucketLabel(at, 3600)).toBe('21 Nov 16:45–17:45'))
  it('ends now where the bucket is still filling', () => {
    expect(bucketLabel(at, 3600, at + 20 * 60_000)).toBe('21 Nov 16:45–17:05')
  })
  it('names a UTC day', () => expect(bucketLabel(Date.parse('2026-11-21'), 86_400)).toBe('21 Nov (UTC)'))
})
