import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CountBucket } from './series'
import { foldSeries, greatestTotal, stackSegments } from './stack.model'

const bucket = (values: Record<string, number>): CountBucket => ({ atMs: 0, values, partial: false, rate: null })
const series = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => ({ key, label: key, color: 'red' }))
const rest = { label: 'Other', color: 'grey' }

describe('foldSeries', () => {
  it('leaves out what never counts', () => {
    const folded = foldSeries(series, [bucket({ a: 1, c: 0 }), bucket({ b: 2 })], rest)
    expect(folded.series.map(({ key }) => key)).toEqual(['a', 'b'])
    expect(folded.rest).toEqual([])
  })

  it('sums what comes after the fourth as other', () => {
    const folded = foldSeries(series, [bucket({ a: 1, b: 1, c: 1, d: 1, e: 2, f: 3, g: 4 })], rest)
    expect(folded.series.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'other'])
    expect(folded.buckets[0]?.values.other).toBe(9)
    expect(folded.rest).toEqual(['e', 'f', 'g'])
  })
})

describe('stackSegments', () => {
  it('stacks from zero in the order given', () => {
    expect(stackSegments({ ok: 30, bad: 10 }, ['bad', 'ok'], 1)).toEqual([
      { key: 'bad', from: 0, to: 10 },
      { key: 'ok', from: 10, to: 40 },
    ])
  })

  it('lets a single failure among thousands be seen without making the bar higher', () => {
    expect(stackSegments({ ok: 4999, bad: 1 }, ['bad', 'ok'], 50)).toEqual([
      { key: 'bad', from: 0, to: 50 },
      { key: 'ok', from: 50, to: 5000 },
    ])
  })

  it('draws every count above zero and nothing else, without holes', () => {
    const counts = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(100_000))
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 500 }), (values, least) => {
        const segments = stackSegments(values, ['a', 'b', 'c', 'd'], least)
        expect(segments.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd'].filter((key) => (values[key] ?? 0) > 0))
        segments.forEach(({ from, to }, index) => {
          expect(from).toBe(index === 0 ? 0 : segments[index - 1]?.to)
          expect(to).toBeGreaterThan(from)
        })
      }),
    )
  })
})

it('greatestTotal is the fullest bucket', () => {
  expect(greatestTotal([bucket({ a: 1, b: 2 }), bucket({ a: 9, z: 100 })], ['a', 'b'])).toBe(9)
  expect(greatestTotal([], ['a'])).toBe(0)
})
