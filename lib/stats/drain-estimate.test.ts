import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drainEstimate } from './drain-estimate'

/** One sample a minute. */
const depths = (...visible: number[]) => visible.map((depth, index) => ({ atMs: index * 60_000, visible: depth }))

describe('drainEstimate', () => {
  it('divides the backlog by the pace at which it falls', () => {
    expect(drainEstimate(depths(500, 400, 300, 200, 100), null)).toBeCloseTo(60)
  })

  it('counts from the peak, so that a burst that is being worked off has an end', () => {
    expect(drainEstimate(depths(0, 0, 0, 0, 900, 800, 700, 600), null)).toBeCloseTo(360)
  })

  it('forgets what is older than 15 minutes', () => {
    const hour = depths(...Array.from({ length: 45 }, () => 5000), ...Array.from({ length: 16 }, () => 40))
    expect(drainEstimate(hour, null)).toBeNull()
  })

  it.each([
    ['grows', depths(10, 20, 30, 40)],
    ['stands still', depths(50, 50, 50, 50)],
    ['wavers', depths(100, 102, 99, 101, 100)],
    ['has just peaked', depths(10, 20, 500, 480).map((sample, i) => ({ ...sample, atMs: i * 30_000 }))],
    ['was never sampled', []],
  ])('is null where the queue %s', (_, samples) => {
    expect(drainEstimate(samples, 60)).toBeNull()
  })

  it('is zero where nothing waits', () => expect(drainEstimate(depths(0), null)).toBe(0))

  it('takes the finish rate where there are too few samples for a pace', () => {
    expect(drainEstimate(depths(120), 60)).toBe(120)
    expect(drainEstimate(depths(120), 0)).toBeNull()
    expect(drainEstimate(depths(120), null)).toBeNull()
  })

  it('is never negative, infinite or NaN', () => {
    const samples = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 400_000 }), visible: fc.nat(1_000_000) }))
    fc.assert(
      fc.property(samples, fc.option(fc.float({ min: 0, max: 1e6, noNaN: true })), (drawn, rate) => {
        let atMs = 0
        const series = drawn.map(({ gap, visible }) => {
          atMs += gap
          return { atMs, visible }
        })
        const seconds = drainEstimate(series, rate)
        expect(seconds === null || (Number.isFinite(seconds) && seconds >= 0)).toBe(true)
      }),
    )
  })
})
