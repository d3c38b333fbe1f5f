import { expect, it } from 'vitest'
import { storage } from '@/lib/contract/storage'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { batch, groupRow } from '@/lib/db/testing-rows'
import { createMemoryStore } from '@/lib/results/memory'
import { emptyCounters } from '@/lib/sync/counters'
import { getStorage } from './get-storage'
import { taskRow } from './testing'

const gb = 2 ** 30
const noonMs = Date.UTC(2026, 10, 20, 12)

function subject(appId: string, region: string | null, store = createMemoryStore({ region })) {
  return { appId, region, store, keyPrefix: 'results/' }
}

describeDatabases('What is stored', (databases) => {
  it('is told by class, state, type and day, with what each costs', async () => {
    const database = await databases.open()
    const tasks = [
      taskRow('a', noonMs, { sizeBytes: 100 * gb }),
      taskRow('b', noonMs - 86_400_000, { sizeBytes: 1024, storageClass: 'STANDARD_IA', name: null }),
    ]
    await openTaskIndex(database, 'priced').apply(batch({ tasks }))
    const told = storage.parse(await getStorage(database, subject('priced', 'us-east-1'), '30d', noonMs))
    // 100 × 0.023, and 128 KB × 0.0125 for the small one
    const small = (131_072 / gb) * 0.0125
    expect(told.classes).toMatchObject([
      { storageClass: 'STANDARD', objects: 1, bytes: 100 * gb, dollarsPerMonth: expect.closeTo(2.3, 10) },
      { storageClass: 'STANDARD_IA', objects: 1, bytes: 1024, dollarsPerMonth: expect.closeTo(small, 12) },
    ])
    expect(told.classes[1]?.terms).toMatchObject({ minimumBytes: 131_072, minimumDays: 30, getPer1000: 0.001 })
    expect(told.prices).toEqual({
      putListPer1000: 0.005,
      getPer1000: 0.0004,
      sqsPerMillion: { standard: 0.4, fifo: 0.5 },
    })
    expect(told.states).toMatchObject([{ state: 'SUCCESS', objects: 2 }])
    expect(told.types.map(({ name }) => name)).toEqual(['app.add', null])
    expect(told.total).toMatchObject({ objects: 2, dollarsPerMonth: expect.closeTo(2.3 + small, 10) })
    expect(told.ages).toEqual([
      { day: '2026-11-20', objects: 1, bytes: 100 * gb },
      { day: '2026-11-19', objects: 1, bytes: 1024 },
    ])
  })

  it('counts saved groups, and says what it does not count', async () => {
    const database = await databases.open()
    const index = openTaskIndex(database, 'grouped')
    const groups = [groupRow({ sizeBytes: gb }), groupRow({ groupId: 'h', sizeBytes: 10, storageClass: 'STANDARD_IA' })]
    await index.apply(batch({ tasks: [taskRow('a', noonMs, { sizeBytes: 2 * gb })], groups }))
    const unswept = storage.parse(await getStorage(database, subject('grouped', 'us-east-1'), '30d', noonMs))
    expect(unswept).toMatchObject({
      total: { objects: 3, bytes: 3 * gb + 10 },
      tasks: { objects: 1, bytes: 2 * gb, dollarsPerMonth: expect.closeTo(0.046, 10) },
      groups: { objects: 2, dollarsPerMonth: expect.closeTo(0.023 + (131_072 / gb) * 0.0125, 10) },
      classes: [
        { storageClass: 'STANDARD', objects: 2 },
        { storageClass: 'STANDARD_IA', objects: 1 },
      ],
      states: [{ state: 'SUCCESS', objects: 1 }],
      history: [{ objects: 3 }],
      notCounted: null,
    })
    const last = { ...emptyCounters(), foreign: 7, startedMs: 0, finishedMs: 1 }
    await index.saveSyncState({ status: { ...(await index.getSyncState()).status, last } })
    const swept = await getStorage(database, subject('grouped', 'us-east-1'), '30d', noonMs)
    expect(swept.notCounted).toEqual({ objects: 7 })
  })

  it('has no price where the region has none, and is empty without results', async () => {
    const database = await databases.open()
    const told = await getStorage(database, subject('nothing', null), '24h', noonMs)
    expect(told).toMatchObject({ classes: [], ages: [], basis: 'No prices: the AWS region is not known.' })
    expect(told.total).toEqual({ objects: 0, bytes: 0, dollarsPerMonth: null })
    expect(told).toMatchObject({ growth: { known: false }, requests: { dollars: null }, largest: [], advice: [] })
  })

  it('is told over time with where it leads, its requests, its largest results and what the bucket is set to', async () => {
    const database = await databases.open()
    const index = openTaskIndex(database, 'grown')
    for (const [at, day] of ['2026-11-17', '2026-11-18', '2026-11-19'].entries()) {
      await index.apply(batch({ tasks: [taskRow(`t${at}`, noonMs - 3600_000, { sizeBytes: gb })] }))
      await index.saveStorageDay(day)
    }
    await index.apply(batch({ tasks: [taskRow('t3', noonMs - 3600_000, { sizeBytes: 2 * gb })] }))
    await index.addRequests([
      { day: '2026-11-20', operation: 'ListObjectsV2', count: 1000, retried: 0 },
      { day: '2026-09-01', operation: 'ListObjectsV2', count: 1000, retried: 0 },
    ])
    const store = createMemoryStore()
    store.bucket.versioning = { known: true, value: 'enabled' }
    store.bucket.lifecycle = { known: false, reason: 'denied' }
    const told = storage.parse(await getStorage(database, subject('grown', 'us-east-1', store), '7d', noonMs))
    expect(told.history.map(({ day, objects }) => [day, objects])).toEqual([
      ['2026-11-17', 1],
      ['2026-11-18', 2],
      ['2026-11-19', 3],
      ['2026-11-20', 4],
    ])
    expect(told.history[0]?.dollarsPerMonth).toBeCloseTo(0.023)
    expect(told.growth).toMatchObject({ known: true, objectsPerDay: expect.closeTo(1) })
    expect(told.requests.writes).toEqual({ operation: 'writes', count: 4, dollars: expect.closeTo(0.00002, 10) })
    expect(told.requests.own).toEqual([{ operation: 'ListObjectsV2', count: 1000, dollars: expect.closeTo(0.005) }])
    expect(told.largest[0]).toMatchObject({ taskId: 't3', sizeBytes: 2 * gb })
    expect(told.bucket).toMatchObject({
      versioning: { value: 'enabled' },
      lifecycleRules: { known: false, reason: 'denied' },
    })
    expect(told.advice.map(({ code }) => code)).toContain('versioning')
  })
})
