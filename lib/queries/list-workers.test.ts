import { expect, it } from 'vitest'
import { workerDetail, workerList } from '@/lib/contract/workers'
import type { Database } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { batch, failedRow, noonMs, startedRow } from '@/lib/db/testing-rows'
import type { QueueSampleRow, TaskRow } from '@/lib/sync/index-port'
import { getWorker } from './get-worker'
import { listWorkers } from './list-workers'
import { taskRow } from './testing'

const minute = 60_000
const day = 1440 * minute
const now = noonMs + 10 * minute
const [web, mail] = ['celery@web-1', 'celery@mail-1']

const queue: QueueSampleRow = {
  name: 'emails',
  url: '',
  fifo: false,
  sampledMs: now,
  visible: 0,
  inFlight: 0,
  delayed: 0,
  deadLetterName: null,
  maxReceiveCount: null,
  retentionSeconds: null,
  visibilityTimeoutSeconds: 300,
  maximumMessageBytes: null,
  problem: null,
}

const written: TaskRow[] = [
  taskRow('a', noonMs, { worker: web }),
  taskRow('b', noonMs + 12_000, { worker: web }),
  failedRow({ taskId: 'c', worker: web, dateDoneMs: noonMs + 2 * minute, modifiedMs: noonMs + 2 * minute }),
  taskRow('d', noonMs - 30 * day, { worker: mail }),
  taskRow('e', noonMs - day - 60 * minute, { worker: web }),
  startedRow({ taskId: 's', worker: mail, queue: 'emails', modifiedMs: now - 6 * minute }),
  startedRow({ taskId: 'fresh', worker: mail, queue: 'emails', modifiedMs: now - 4 * minute }),
  startedRow({ taskId: 'long', worker: web, queue: 'other', modifiedMs: now - 31 * minute }),
  startedRow({ taskId: 'short', worker: web, queue: null, modifiedMs: now - 29 * minute }),
]

describeDatabases('workers', (databases) => {
  async function seeded(tasks = written): Promise<Database> {
    const database = await databases.open()
    const index = openTaskIndex(database, 'shop')
    await index.apply(batch({ tasks }))
    await index.saveQueueDepths([queue])
    return database
  }
  const listed = async (database: Database, timeout: number | null = null, window: '24h' | '90d' = '24h') =>
    workerList.parse(await listWorkers(database, { appId: 'shop', visibilityTimeoutSeconds: timeout }, window, now))

  it('are told by their results, who wrote last first', async () => {
    const seen = await listed(await seeded())
    expect(seen.items.map(({ worker }) => worker)).toEqual([mail, web])
    expect(seen.items[1]).toMatchObject({
      firstSeen: new Date(noonMs - day - 60 * minute).toISOString(),
      lastWrote: new Date(noonMs + 2 * minute).toISOString(),
      finished: 3,
      failed: 1,
      failureRate: 1 / 3,
      previous: { finished: 1, failed: 0, failureRate: 0 },
      started: { count: 2, exact: true },
    })
    expect(seen.items[1]?.states).toEqual([
      { state: 'STARTED', count: 2 },
      { state: 'SUCCESS', count: 2 },
      { state: 'FAILURE', count: 1 },
    ])
    expect(seen.items[1]?.sparkline.reduce((sum, { finished }) => sum + finished, 0)).toBe(3)
    expect(seen.items[0]).toMatchObject({ finished: 0, failureRate: null, started: { count: 2 } })
    expect(seen).toMatchObject({ named: true, more: false })
  })

  it('lists what is STARTED for longer than its queue hides a message, and by which limit', async () => {
    const database = await seeded()
    const limits = async (timeout: number | null) =>
      (await listed(database, timeout)).possiblyLost.items.map(({ taskId, limitSeconds, limitSource }) => [
        taskId,
        limitSeconds,
        limitSource,
      ])
    expect(await limits(null)).toEqual([
      ['long', 1800, 'default'],
      ['s', 300, 'queue'],
    ])
    expect(await limits(1200)).toEqual([
      ['long', 1200, 'setting'],
      ['short', 1200, 'setting'],
      ['s', 300, 'queue'],
    ])
    expect((await listed(database)).possiblyLost).toMatchObject({ count: 2, exact: true })
  })

  it('says that no result names its worker', async () => {
    const seen = await listed(await seeded([taskRow('a', noonMs, { worker: null, extended: false })]))
    expect(seen).toMatchObject({ named: false, items: [] })
  })

  it('have a page with what they do, what failed and what they did', async () => {
    const database = await seeded()
    const seen = workerDetail.parse(await getWorker(database, 'shop', web, '24h', now))
    expect(seen.startedTasks.map(({ taskId }) => taskId)).toEqual(['long', 'short'])
    expect(seen.latestFailures.map(({ taskId }) => taskId)).toEqual(['c'])
    expect(seen.recent.map(({ taskId }) => taskId).slice(0, 3)).toEqual(['c', 'b', 'a'])
    expect(seen.series.at(-1)).toMatchObject({ partial: true })
    expect(seen.finished).toBe(3)
    const long = workerDetail.parse(await getWorker(database, 'shop', mail, '90d', now))
    expect(long.finished).toBe(1)
    for (const nobody of ['nobody', 'nul\0'])
      await expect(getWorker(database, 'shop', nobody, '24h', now)).rejects.toMatchObject({ code: 'not_found' })
  })
})
