import { expect, it } from 'vitest'
import { type AdviceFacts, adviceOf } from './advice'

const gb = 2 ** 30
const nothing: AdviceFacts = {
  region: 'us-east-1',
  classes: [],
  types: [],
  old: { days: 30, before: '2026-10-26', objects: 0, bytes: 0 },
  versioning: 'off',
  results: { perMonth: 0, runtimeSeconds: null },
  consumers: { workers: 0, queues: 0 },
}
const advice = (change: Partial<AdviceFacts>) => adviceOf({ ...nothing, ...change })

it('says nothing where there is nothing to say, and nothing without prices', () => {
  expect(advice({})).toEqual([])
  const much = { name: 'a', objects: 1e6, bytes: gb, dollarsPerMonth: null, writesPerMonth: 1e6 }
  expect(
    advice({ region: null, types: [much], old: { days: 30, before: '2026-10-26', objects: 1e6, bytes: 1e12 } }),
  ).toEqual([])
})

it('suggests ignore_result with what it saves', () => {
  const type = { name: 'app.report', objects: 1e6, bytes: 10 * gb, dollarsPerMonth: 0.23, writesPerMonth: 2e6 }
  const [only, ...others] = advice({ types: [type, { ...type, writesPerMonth: 0, dollarsPerMonth: 0.001 }] })
  // 2,000 thousand PUTs at 0.005, and what is stored
  expect(only).toMatchObject({ code: 'ignore_result', dollarsPerMonth: expect.closeTo(10.23), q: 'type:app.report' })
  expect(only?.sentence).toContain('$10.23 a month: 1,000,000 are stored, 10 KB each')
  expect(others).toEqual([])
})

it('warns of Standard-IA below its break-even size, and suggests it above', () => {
  const [small] = advice({ classes: [{ storageClass: 'STANDARD', objects: 1e6, bytes: 2000 * 1e6 }] })
  expect(small).toMatchObject({ code: 'storage_class', dollarsPerMonth: null })
  expect(small?.numbers.standardIaDollars).toBeCloseTo((1e6 * 131_072 * 0.0125) / gb)
  const [large] = advice({ classes: [{ storageClass: 'STANDARD', objects: 1000, bytes: 1000 * gb }] })
  expect(large?.dollarsPerMonth).toBeCloseTo(1000 * (0.023 - 0.0125))
  const [lying] = advice({ classes: [{ storageClass: 'STANDARD_IA', objects: 1e6, bytes: 2000 * 1e6 }] })
  expect(lying?.dollarsPerMonth).toBeCloseTo((1e6 * (131_072 * 0.0125 - 2000 * 0.023)) / gb)
})

it('compares Reduced Redundancy at the price of the region', () => {
  const classes = [{ storageClass: 'REDUCED_REDUNDANCY', objects: 100, bytes: 1000 * gb }]
  expect(advice({ classes })).toMatchObject([{ code: 'reduced_redundancy', dollarsPerMonth: expect.closeTo(1) }])
  const [saoPaulo] = advice({ classes, region: 'sa-east-1' })
  expect(saoPaulo).toMatchObject({ code: 'reduced_redundancy', dollarsPerMonth: null })
})

it('tells what is old, a versioned bucket, and what polling costs', () => {
  const all = advice({
    old: { days: 30, before: '2026-10-26', objects: 10, bytes: 100 * gb },
    versioning: 'enabled',
    results: { perMonth: 1e6, runtimeSeconds: 2 },
    consumers: { workers: 4, queues: 2 },
  })
  expect(all.map(({ code }) => code)).toEqual(['retention', 'versioning', 'result_polling', 'queue_polling'])
  expect(all[0]).toMatchObject({ dollarsPerMonth: expect.closeTo(2.3), q: 'finished:<2026-10-26' })
  // five HEADs and a GET each
  expect(all[2]?.numbers).toMatchObject({ requests: 6e6, dollars: expect.closeTo(2.4) })
  // 4 × 2 × 259,200 at 0.40 a million
  expect(all[3]?.numbers.dollars).toBeCloseTo(0.82944)
})
