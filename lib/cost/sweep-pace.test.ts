import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { regionPrices } from './region-prices'
import { isOwnEndpoint, listRequestsFor, type PaceOptions, sweepPace } from './sweep-pace'

const options = { budgetDollars: 2, shortestSeconds: 60, events: false, region: 'us-east-1' }
const pace = (objects: number, change: Partial<PaceOptions> = {}) =>
  sweepPace(listRequestsFor(objects), { ...options, ...change })

describe('the pace of sweeps', () => {
  it.each([
    [0, 60, 'shortest', 0.216],
    [1000, 60, 'shortest', 0.216],
    [9000, 60, 'shortest', 1.944],
    [10_000, 65, 'budget', 1.994],
    [100_000, 648, 'budget', 2],
    [1_000_000, 6480, 'budget', 2],
    [10_000_000, 64_800, 'budget', 2],
    [100_000_000, 86_400, 'longest', 15],
  ])('of %d objects for $2 a month is a sweep every %d s', (objects, intervalSeconds, by, dollars) => {
    const found = pace(objects)
    expect(found).toMatchObject({ intervalSeconds, by, basis: expect.stringContaining('us-east-1') })
    expect(found.dollarsPerMonth).toBeCloseTo(dollars, 2)
  })

  it('follows the price of the region', () => {
    expect(pace(1_000_000, { region: 'sa-east-1' }).intervalSeconds).toBe(9072)
    expect(pace(1_000_000, { region: 'ap-northeast-1' }).intervalSeconds).toBe(6092)
  })

  it('is the interval of the settings where nothing has a price, or no budget is set', () => {
    expect(pace(1e9, { region: null })).toMatchObject({ intervalSeconds: 60, by: 'shortest', dollarsPerMonth: null })
    expect(pace(1e6, { budgetDollars: null, events: true })).toMatchObject({
      intervalSeconds: 60,
      dollarsPerMonth: 216,
    })
  })

  it('is rare with events', () => {
    expect(pace(1000, { events: true })).toMatchObject({ intervalSeconds: 21_600, by: 'events' })
    expect(pace(1_000_000, { events: true })).toMatchObject({ intervalSeconds: 21_600, dollarsPerMonth: 0.6 })
    expect(pace(10_000_000, { events: true })).toMatchObject({ intervalSeconds: 64_800, by: 'budget' })
    expect(pace(10, { events: true, shortestSeconds: 40_000 })).toMatchObject({ intervalSeconds: 40_000 })
  })

  it('keeps to the budget wherever the bounds allow, and never sweeps less often for fewer objects', () => {
    const some = fc.record({
      region: fc.constantFrom(...Object.keys(regionPrices)),
      budgetDollars: fc.double({ min: 0.01, max: 1000, noNaN: true }),
      shortestSeconds: fc.integer({ min: 1, max: 86_400 }),
      events: fc.boolean(),
    })
    fc.assert(
      fc.property(some, fc.nat(1e9), fc.nat(1e9), (given, objects, more) => {
        const found = pace(objects, given)
        if (found.by !== 'longest') expect(found.dollarsPerMonth).toBeLessThanOrEqual(given.budgetDollars * 1.000001)
        expect(found.intervalSeconds).toBeGreaterThanOrEqual(given.shortestSeconds)
        expect(found.intervalSeconds).toBeLessThanOrEqual(86_400)
        expect(pace(objects + more, given).intervalSeconds).toBeGreaterThanOrEqual(found.intervalSeconds)
      }),
    )
  })

  it.each([
    [undefined, false],
    ['', false],
    ['https://bucket.vpce-0e25b8cdd720f900e.s3.eu-west-1.vpce.amazonaws.com', false],
    ['https://s3.cn-north-1.amazonaws.com.cn/', false],
    ['http://127.0.0.1:9000', true],
    ['https://minio.internal/amazonaws.com', true],
    ['https://s3.amazonaws.com.example.org', true],
  ])('of the endpoint %s: somebody’s own is %s', (url, own) => expect(isOwnEndpoint(url)).toBe(own))
})
