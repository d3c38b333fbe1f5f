import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { resultPollingCost } from '@/lib/cost/calculators'
import { findPrices, overridePrices, priceBasis, pricesIn } from '@/lib/cost/prices'
import { requestCost } from '@/lib/cost/request-cost'
import { storageCost } from '@/lib/cost/storage-cost'
import { transitionOf } from '@/lib/cost/transition'
import { readPriceFile } from './price-settings'

const file = path.join(mkdtempSync(path.join(tmpdir(), 'prices-')), 'prices.json')
const read = (content: unknown) => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readPriceFile(file)
}
afterEach(() => overridePrices(null))

it('puts prices of a file in place of the built-in ones', () => {
  const own = {
    storageGbMonth: 0.01,
    putListPer1000: 0.002,
    getPer1000: 0.0001,
    standardIaGbMonth: 0.005,
    glacierInstantGbMonth: 0.002,
    reducedRedundancyGbMonth: 0.01,
  }
  overridePrices(read({ asOf: '2027-01', regions: { 'us-east-1': { storageGbMonth: 0.02 }, 'mars-1': own } }))
  const stored = [{ storageClass: 'STANDARD', objects: 1, bytes: 100 * 1024 * 2 ** 30 }]
  expect(storageCost(stored, 'us-east-1').dollarsPerMonth).toBeCloseTo(2048)
  expect(requestCost([{ operation: 'PutObject', count: 1000 }], 'us-east-1').dollars).toBe(0.005)
  expect(requestCost([{ operation: 'PutObject', count: 1000 }], 'mars-1').dollars).toBe(0.002)
  expect(findPrices('mars-1')).toMatchObject({ kind: 'known', prices: { sqsPerMillion: null } })
  expect(priceBasis('us-east-1')).toBe('own prices as of 2027-01, us-east-1')
})

it.each([
  ['{', 'is not JSON: Expected'],
  [[], 'the file is not valid'],
  [{ asOf: '2027-01' }, 'regions is not valid'],
  [
    { asOf: '2027-01', regions: { 'us-east-1': { storageGbMonth: -1 } } },
    'regions.us-east-1.storageGbMonth is not valid',
  ],
  [
    { asOf: '2027-01', regions: { 'us-east-1': { requests: { SNOW: {} } } } },
    'in regions.us-east-1.requests is not known here',
  ],
  [
    { asOf: '2027-01', regions: { 'us-east-1': { requests: { GLACIER: { put: 1 } } } } },
    '"put" in regions.us-east-1.requests.GLACIER is not known here',
  ],
  [{ asOf: 'soon', regions: {} }, 'asOf is not valid: must be a date such as 2026-11'],
  [{ asOf: '2027-01', regions: { 'us-east-1': { storage: 1 } } }, '"storage" in regions.us-east-1 is not known here'],
  [{ asOf: '2027-01', regions: { 'us-east-1': { getPer1000: '1' } } }, 'regions.us-east-1.getPer1000 is not valid'],
  [{ asOf: '2027-01', regions: { 'mars-1': { getPer1000: 1 } } }, 'so it needs storageGbMonth, putListPer1000,'],
])('says what is wrong with %j', (content, sentence) => {
  expect(() => read(content)).toThrow(sentence)
})

it('takes prices of requests one by one, and calculates with them', () => {
  const requests = { STANDARD_IA: { transitionPer1000: 0.012 }, GLACIER: { getPer1000: 0.5 } }
  overridePrices(read({ asOf: '2027-01', regions: { 'eu-west-1': { requests, oneZoneIaGbMonth: null } } }))
  const prices = pricesIn('eu-west-1')
  expect(prices?.requests.STANDARD_IA).toEqual({
    putPer1000: 0.01,
    getPer1000: 0.001,
    retrievalGb: 0.01,
    transitionPer1000: 0.012,
  })
  expect(prices?.requests.GLACIER).toMatchObject({ putPer1000: 0.033, getPer1000: 0.5 })
  const large = { objects: 1e6, bytes: 1e6 * 2 ** 20, smallObjects: 0, smallBytes: 0, storageClass: 'STANDARD' }
  expect(transitionOf(large, 'STANDARD_IA', 'eu-west-1').feeDollars).toBeCloseTo(12, 10)
  expect(transitionOf(large, 'ONEZONE_IA', 'eu-west-1').dollarsAfter).toBeNull()
  overridePrices(read({ asOf: '2027-01', regions: { 'us-east-1': { getPer1000: 0.0002 } } }))
  const waited = { results: 1000, waitSeconds: 60, intervalSeconds: 0.5 }
  expect(resultPollingCost(waited, pricesIn('us-east-1')).dollars).toBeCloseTo(0.0244, 10)
})

it('says that there is no file', () => {
  expect(() => readPriceFile(tmpdir())).toThrow('is a folder; name a JSON file.')
  expect(() => readPriceFile('/nowhere/prices.json')).toThrow('PRICES_FILE: /nowhere/prices.json does not exist.')
})
