import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { priceFile } from './price-file'
import { findPrices, priceBasis } from './prices'
import { regionPrices } from './region-prices'
import { requestCost } from './request-cost'
import { standardStorageCost } from './storage-cost'

const one = (operation: string, count: number, region: string | null = 'us-east-1', fifo = false) =>
  requestCost([{ operation, count, fifo }], region).dollars

describe('prices', () => {
  it('says date and region, or why there are none', () => {
    expect(priceBasis('us-east-1')).toBe('list prices as of 2026-11, us-east-1')
    expect(priceBasis(null)).toBe('No prices: the AWS region is not known.')
    expect(findPrices('mars-north-1')).toEqual({
      kind: 'unknown',
      reason: 'No prices: region mars-north-1 is not in the price table.',
    })
  })

  it('does not take an object method for a region', () => {
    expect(findPrices('constructor').kind).toBe('unknown')
  })

  it('holds plausible figures in every region', () => {
    expect(Object.keys(regionPrices)).toHaveLength(36)
    for (const prices of Object.values(regionPrices)) {
      expect(priceFile.safeParse({ asOf: '2026-11', regions: { here: prices } }).error).toBeUndefined()
      const inOrder = [
        prices.storageGbMonth,
        prices.standardIaGbMonth,
        prices.oneZoneIaGbMonth,
        prices.glacierInstantGbMonth,
        prices.glacierGbMonth,
        prices.deepArchiveGbMonth,
      ]
      expect(inOrder).toEqual([...inOrder].sort((a, b) => Number(b) - Number(a)))
      expect(prices.storageGbMonth).toBeGreaterThan(0.02)
      expect(prices.storageGbMonth).toBeLessThan(0.05)
      // Reading an object costs about a twelfth of listing a page, everywhere.
      expect(prices.putListPer1000 / prices.getPer1000).toBeGreaterThan(10)
    }
  })
})

describe('request cost', () => {
  it.each([
    ['a full listing of a million keys', 'ListObjectsV2', 1000, 0.005],
    ['reading a million results once', 'GetObject', 1_000_000, 0.4],
    ['a HEAD, billed as a GET', 'HeadObject', 1_000_000, 0.4],
    ['forgetting, which is free', 'DeleteObjects', 1_000_000, 0],
    ['depth of one queue every 5 s for 30 days', 'GetQueueAttributes', 518_400, 0.20736],
    ['depth of one queue every 60 s for 30 days', 'GetQueueAttributes', 43_200, 0.01728],
  ])('prices %s', (_, operation, count, dollars) => {
    expect(one(operation, count)).toBeCloseTo(dollars, 10)
  })

  it('prices each operation that the dashboard asks', () => {
    const asked = ['lib/results', 'lib/broker', 'lib/event-queue'].flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => /(?<!\.test)\.ts$/.test(name))
        .flatMap((name) => [...readFileSync(`${folder}/${name}`, 'utf8').matchAll(/ new (\w+)Command\(/g)])
        .map(([, operation = '']) => operation),
    )
    expect(asked.length).toBeGreaterThan(10)
    expect([...new Set(asked)].filter((operation) => one(operation, 1) === null)).toEqual([])
  })

  it('prices FIFO queues higher', () => {
    expect(one('SendMessage', 1_000_000, 'us-east-1', true)).toBeCloseTo(0.5, 10)
  })

  it('sums what has a price and names what has none', () => {
    const cost = requestCost(
      [
        { operation: 'ListObjectsV2', count: 1000 },
        { operation: 'GetQueueAttributes', count: 1000 },
      ],
      'eu-central-1',
    )
    expect(cost.operations.map(({ dollars }) => dollars)).toEqual([0.0054, null])
    expect(cost.dollars).toBeCloseTo(0.0054, 10)
    expect(cost.basis).toBe(
      'list prices as of 2026-11, eu-central-1, without GetQueueAttributes (no price for this region)',
    )
  })

  it('answers null, never zero, where nothing has a price', () => {
    expect(one('ListObjectsV2', 5, null)).toBeNull()
    expect(one('GetQueueAttributes', 5, 'sa-east-1')).toBeNull()
    expect(one('toString', 5)).toBeNull()
  })

  it('costs nothing when nothing was asked', () => {
    expect(requestCost([], 'us-east-1').dollars).toBe(0)
  })
})

describe('storage cost', () => {
  it('prices a million results of 2 kB at four cents a month', () => {
    expect(standardStorageCost(1_000_000 * 2048, 'us-east-1').dollarsPerMonth).toBeCloseTo(0.0439, 4)
  })

  it('counts a billed GB as 2^30 bytes', () => {
    expect(standardStorageCost(2 ** 30, 'eu-central-1').dollarsPerMonth).toBe(0.0245)
  })

  it('is null with the reason where the region is unknown', () => {
    expect(standardStorageCost(1, null)).toEqual({
      dollarsPerMonth: null,
      basis: 'No prices: the AWS region is not known.',
    })
  })
})
