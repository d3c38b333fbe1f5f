import fc from 'fast-check'
import { expect, it } from 'vitest'
import { unnamedType, windowNames } from '@/lib/contract/values'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { planBuckets } from '@/lib/stats/buckets'
import { getType } from './get-type'
import { listTypes } from './list-types'
import { failedTask, taskRow } from './testing'

const nowMs = Date.UTC(2026, 10, 20, 12, 30, 15)
const subject = (appId: string) => ({ appId, region: 'eu-west-1' })
const anyTask = fc.record({
  minutesAgo: fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 180 * 24 * 60 })),
  name: fc.constantFrom(null, 'app.a', 'app.b'),
  failed: fc.boolean(),
  sizeBytes: fc.integer({ min: 1, max: 100_000 }),
  runtimeMs: fc.option(fc.integer({ min: 1, max: 500_000 })),
  retries: fc.constantFrom(0, 2),
})

describeDatabases('Types', (databases) => {
  it('have the figures of a recount, in every window and in the one before', async () => {
    const database = await databases.open()
    let runs = 0
    await fc.assert(
      fc.asyncProperty(fc.array(anyTask, { maxLength: 25 }), fc.constantFrom(...windowNames), async (some, window) => {
        runs += 1
        const appId = `app-${runs}`
        const index = openTaskIndex(database, appId)
        const at = (row: (typeof some)[number]) => nowMs - row.minutesAgo * 60_000 - 1
        const begun = some.flatMap((row, n) => {
          const started = { state: 'STARTED', ready: false, dateDoneMs: null, version: 'begun' }
          const unfinished = { ...started, name: row.name, retries: row.retries, worker: 'w1' }
          return row.runtimeMs === null ? [] : [taskRow(`t${n}`, at(row) - row.runtimeMs, unfinished)]
        })
        const done = some.map((row, n) => {
          const { failed, name, sizeBytes, retries } = row
          return (failed ? failedTask : taskRow)(`t${n}`, at(row), { name, sizeBytes, retries, worker: 'w1' })
        })
        await index.apply({ tasks: begun, groups: [], gone: [], atMs: nowMs })
        await index.apply({ tasks: done, groups: [], gone: [], atMs: nowMs })
        const plan = planBuckets(window, nowMs)
        // Forgetting changes nothing but what is stored.
        const gone = done.slice(0, 3).map(({ key }) => ({ key }))
        await index.apply({ tasks: [], groups: [], gone, atMs: nowMs })

        const { items } = await listTypes(database, subject(appId), window, nowMs)
        for (const [fromMs, toMs, pick] of [
          [plan.fromMs, plan.toMs, 'now'],
          [plan.previousFromMs, plan.fromMs, 'previous'],
        ] as const) {
          for (const item of items) {
            const found = pick === 'now' ? item : item.previous
            const rows = some.filter((row) => row.name === item.name && at(row) >= fromMs && at(row) < toMs)
            expect(found.finished).toBe(rows.length)
            expect(found.failed).toBe(rows.filter(({ failed }) => failed).length)
            const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
            if (item.name !== null && rows.length > 0) expect(found.retries).toBe(sum(rows.map((row) => row.retries)))
            const sizes = rows.map((row) => row.sizeBytes)
            expect(found.size?.count ?? 0).toBe(sizes.length)
            if (found.size) {
              expect(found.size.largest).toBe(Math.max(...sizes))
              expect(found.size.average).toBeCloseTo(sum(sizes) / sizes.length, 6)
            }
            const times = rows.flatMap(({ runtimeMs }) => runtimeMs ?? []).sort((a, b) => a - b)
            expect(found.runtime?.count ?? 0).toBe(times.length)
            const median = times[Math.ceil(times.length / 2) - 1] ?? 0
            if (found.runtime) expect(Math.abs(found.runtime.p50 * 1000 - median)).toBeLessThanOrEqual(median / 32)
            if (found.runtime) expect(found.runtime.max).toBe((times.at(-1) ?? 0) / 1000)
          }
        }
        for (const item of items) {
          const left = some.filter((row, n) => n >= 3 && row.name === item.name)
          expect(item.stored.objects).toBe(left.length)
          expect(item.sparkline.reduce((total, { finished }) => total + finished, 0)).toBe(item.finished)
        }
      }),
      { numRuns: 40 },
    )
  }, 120_000)

  it('are listed unhealthy first, and shown one by one', async () => {
    const database = await databases.open()
    const index = openTaskIndex(database, 'shop')
    const tasks = [1, 2, 3, 4].flatMap((n) => [
      taskRow(`a${n}`, nowMs - n * 60_000, { name: 'app.well', sizeBytes: 100 * n }),
      failedTask(`b${n}`, nowMs - n * 60_000, { name: 'app.sick', bug: 'f1' }),
      taskRow(`c${n}`, nowMs - n * 60_000, { name: null }),
    ])
    await index.apply({ tasks, groups: [], gone: [], atMs: nowMs })
    const { items } = await listTypes(database, subject('shop'), '24h', nowMs)
    expect(items.map(({ name }) => name)).toEqual(['app.sick', null, 'app.well'])
    expect(items.map(({ successRate }) => successRate)).toEqual([0, 1, 1])

    const well = await getType(database, subject('shop'), 'app.well', '1h', nowMs)
    expect(well.largest.map(({ taskId }) => taskId)).toEqual(['a4', 'a3', 'a2', 'a1'])
    expect(well.recent.map(({ taskId }) => taskId)).toEqual(['a1', 'a2', 'a3', 'a4'])
    expect(well.slowest).toEqual([])
    expect(well.series).toHaveLength(61)
    const sick = await getType(database, subject('shop'), 'app.sick', '24h', nowMs)
    expect(sick.failures).toMatchObject([{ fingerprint: 'f1', count: 4 }])
    expect((await getType(database, subject('shop'), unnamedType, '24h', nowMs)).name).toBeNull()
    await expect(getType(database, subject('shop'), 'nope', '24h', nowMs)).rejects.toMatchObject({ code: 'not_found' })
  })
})
