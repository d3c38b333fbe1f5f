import { expect, it } from 'vitest'
import { storage } from '@/lib/contract/storage'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { batch } from '@/lib/db/testing-rows'
import { getStorage } from './get-storage'
import { taskRow } from './testing'

const gb = 2 ** 30
const noonMs = Date.UTC(2026, 10, 20, 12)

describeDatabases('What is stored', (databases) => {
  it('is told by class, state, type and day, with what each costs', async () => {
    const database = await databases.open()
    const tasks = [
      taskRow('a', noonMs, { sizeBytes: 100 * gb }),
      taskRow('b', noonMs - 86_400_000, { sizeBytes: 1024, storageClass: 'STANDARD_IA', name: null }),
    ]
    await openTaskIndex(database, 'priced').apply(batch({ tasks }))
    const told = storage.partial().parse(await getStorage(database, { appId: 'priced', region: 'us-east-1' }, noonMs))
    // 100 × 0.023, and 128 KB × 0.0125 for the small one
    const small = (131_072 / gb) * 0.0125
    expect(told.classes).toEqual([
      { storageClass: 'STANDARD', objects: 1, bytes: 100 * gb, dollarsPerMonth: expect.closeTo(2.3, 10) },
      { storageClass: 'STANDARD_IA', objects: 1, bytes: 1024, dollarsPerMonth: expect.closeTo(small, 12) },
    ])
    expect(told.states).toMatchObject([{ state: 'SUCCESS', objects: 2 }])
    expect(told.types?.map(({ name }) => name)).toEqual(['app.add', null])
    expect(told.total).toMatchObject({ objects: 2, dollarsPerMonth: expect.closeTo(2.3 + small, 10) })
    expect(told.ages).toEqual([
      { day: '2026-11-20', objects: 1, bytes: 100 * gb },
      { day: '2026-11-19', objects: 1, bytes: 1024 },
    ])
  })

  it('has no price where the region has none, and is empty without results', async () => {
    const database = await databases.open()
    const told = await getStorage(database, { appId: 'nothing', region: null }, noonMs)
    expect(told).toMatchObject({ classes: [], ages: [], basis: 'No prices: the AWS region is not known.' })
    expect(told.total).toEqual({ objects: 0, bytes: 0, dollarsPerMonth: null })
  })
})
