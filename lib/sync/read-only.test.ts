import { expect, it } from 'vitest'
import { createBulkJob } from '@/lib/actions/bulk/create-bulk-job'
import { saveRetention } from '@/lib/actions/retention/save-retention'
import { provideTestRuntime } from '@/lib/api/testing'
import { describeDatabases } from '@/lib/db/testing'
import { getRuntime } from '@/lib/runtime'
import { keepAppInSync } from './embedded'

const old = { status: 'SUCCESS', result: 1, traceback: null, children: [], name: 'shop.sum', date_done: '2020-01-01' }

describeDatabases('The sync of a read-only dashboard', (databases) => {
  it('sweeps, and does neither bulk jobs nor retention', async () => {
    const database = await databases.open()
    const shop = provideTestRuntime(database)
    const { bulk } = shop.app
    for (const id of ['a', 'b']) shop.put(id, { ...old, task_id: id })
    await shop.sweep()
    const selection = { kind: 'ids' as const, taskIds: ['a'] }
    const jobId = await createBulkJob(bulk, { kind: 'forget', selection, archive: false, dryRun: false })
    const rules = [{ state: null, type: null, days: 7 }]
    await saveRetention(bulk, { enabled: true, rules, everyHours: 1, archive: false })
    shop.put('c', { ...old, task_id: 'c', date_done: new Date().toISOString() })
    const indexed = () => database.reader.task.count({ where: { appId: bulk.appId } })
    const jobs = () => database.reader.bulkJob.findMany({ select: { id: true, status: true } })

    const runtime = await getRuntime()
    const start = (readOnly: boolean) => {
      const ending = new AbortController()
      const changed = { ...runtime, config: { ...runtime.config, readOnly } }
      const running = keepAppInSync(changed, shop.app, ending.signal, 'embedded')
      return async () => {
        ending.abort()
        await running
      }
    }
    const stopReadOnly = start(true)
    await expect.poll(indexed).toBe(3)
    // The runner looks twice a second.
    await new Promise((resolve) => setTimeout(resolve, 1200))
    await stopReadOnly()
    expect(await jobs()).toEqual([{ id: jobId, status: 'waiting' }])
    expect(shop.store.size).toBe(3)

    const stop = start(false)
    await expect.poll(() => shop.store.size, { timeout: 10_000 }).toBe(1)
    await stop()
  })
})
