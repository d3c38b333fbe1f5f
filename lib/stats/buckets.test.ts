import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillBuckets, planBuckets, type StatsWindow } from './buckets'

const windows: Record<StatsWindow, number> = {
  '1h': 3600,
  '24h': 86_400,
  '7d': 604_800,
  '30d': 2_592_000,
  '90d': 7_776_000,
}
const anyWindow = fc.constantFrom<StatsWindow>('1h', '24h', '7d', '30d', '90d')
const anyNow = fc.integer({ min: Date.UTC(2009, 0, 1), max: Date.UTC(2060, 0, 1) })
const now = Date.UTC(2026, 10, 21, 12, 34, 20)
const iso = (ms: number | undefined) => new Date(ms ?? Number.NaN).toISOString()

describe('planBuckets', () => {
  it.each([
    ['1h', 60, 61, '2026-11-21T11:34:00.000Z', '2026-11-21T12:34:00.000Z'],
    ['24h', 3600, 25, '2026-11-20T12:00:00.000Z', '2026-11-21T12:00:00.000Z'],
    ['7d', 21_600, 29, '2026-11-14T12:00:00.000Z', '2026-11-21T12:00:00.000Z'],
    ['30d', 86_400, 31, '2026-10-22T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
    ['90d', 86_400, 91, '2026-08-23T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
  ] as const)('draws %s in buckets of %i s', (window, seconds, count, first, last) => {
    const plan = planBuckets(window, now)
    expect(plan.bucketSeconds).toBe(seconds)
    expect(plan.starts).toHaveLength(count)
    expect([iso(plan.starts[0]), iso(plan.starts.at(-1))]).toEqual([first, last])
  })

  it('covers the window without holes, and now lies in the last bucket', () => {
    fc.assert(
      fc.property(anyWindow, anyNow, (window, nowMs) => {
        const plan = planBuckets(window, nowMs)
        const width = plan.bucketSeconds * 1000
        const last = plan.starts.at(-1) ?? Number.NaN
        expect(plan.fromMs).toBeLessThanOrEqual(nowMs - windows[window] * 1000)
        expect(plan.fromMs).toBeGreaterThan(nowMs - windows[window] * 1000 - width)
        expect(last <= nowMs && nowMs < last + width).toBe(true)
        plan.starts.forEach((start, index) => {
          expect(start % width).toBe(0)
          expect(start).toBe(plan.fromMs + index * width)
        })
        expect(plan.bucketSeconds % plan.sourceSeconds).toBe(0)
        expect(plan.previousFromMs % (plan.sourceSeconds * 1000)).toBe(0)
        expect(plan.previousFromMs).toBeLessThanOrEqual(plan.fromMs - windows[window] * 1000)
      }),
    )
  })
})

describe('fillBuckets', () => {
  it('keeps empty buckets and marks the one still filling', () => {
    const plan = planBuckets('24h', now)
    const buckets = fillBuckets(plan, [
      { startMs: Date.UTC(2026, 10, 21, 11), state: 'SUCCESS', count: 3 },
      { startMs: Date.UTC(2026, 10, 21, 11), state: 'FAILURE', count: 1 },
      { startMs: Date.UTC(2026, 10, 21, 12), state: 'SUCCESS', count: 2 },
    ])
    expect(buckets.at(-3)?.counts).toEqual([])
    expect(buckets.at(-2)).toEqual({
      atMs: Date.UTC(2026, 10, 21, 11),
      counts: [
        { state: 'FAILURE', count: 1 },
        { state: 'SUCCESS', count: 3 },
      ],
      partial: false,
    })
    expect(buckets.at(-1)?.partial).toBe(true)
    expect(buckets.filter(({ partial }) => partial)).toHaveLength(1)
  })

  it('loses no row of the window and takes none from outside', () => {
    const anyRow = fc.record({
      offset: fc.integer({ min: -3_000_000, max: 3_000_000 }),
      state: fc.constantFrom('SUCCESS', 'FAILURE', 'RETRY'),
      count: fc.nat(1000),
    })
    fc.assert(
      fc.property(anyWindow, anyNow, fc.array(anyRow), (window, nowMs, drawn) => {
        const plan = planBuckets(window, nowMs)
        const source = plan.sourceSeconds * 1000
        const rows = drawn.map(({ offset, state, count }) => {
          return { startMs: Math.floor((nowMs + offset * 1000) / source) * source, state, count }
        })
        const end = (plan.starts.at(-1) ?? 0) + plan.bucketSeconds * 1000
        const inside = rows.filter(({ startMs }) => startMs >= plan.fromMs && startMs < end)
        const total = (counts: { count: number }[]) => counts.reduce((sum, { count }) => sum + count, 0)
        expect(total(fillBuckets(plan, rows).flatMap(({ counts }) => counts))).toBe(total(inside))
      }),
    )
  })
})
