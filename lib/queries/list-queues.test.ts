import { expect, it } from 'vitest'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import type { QueueSampleRow } from '@/lib/sync/index-port'
import { getQueue, listQueues } from './list-queues'

const now = Date.UTC(2026, 10, 21, 12, 3)
const minute = 60_000

function sample(name: string, atMs: number, visible: number, change: Partial<QueueSampleRow> = {}): QueueSampleRow {
  return {
    name,
    url: `https://sqs/${name}`,
    fifo: false,
    sampledMs: atMs,
    visible,
    inFlight: 1,
    delayed: 0,
    deadLetterName: null,
    maxReceiveCount: null,
    retentionSeconds: 345_600,
    visibilityTimeoutSeconds: 1800,
    maximumMessageBytes: null,
    problem: null,
    ...change,
  }
}

describeDatabases('listQueues', (databases) => {
  it('sums up a day of samples as peaks, and keeps the last quarter of an hour as it is', async () => {
    const database = await databases.open()
    const index = openTaskIndex(database, 'shop')
    await index.saveQueueDepths([sample('emails', now, 0)])
    const data = Array.from({ length: 30 * 60 }, (_, n) => ({
      appId: 'shop',
      name: 'emails',
      sampledMs: BigInt(now - (n + 1) * minute),
      visible: n === 599 ? 9999 : n + 1,
      inFlight: 1,
      delayed: 0,
    }))
    await database.write('shop', (tx) => tx.queueSample.createMany({ data }))
    const { items } = await listQueues(database, 'shop', now)
    const history = items[0]?.history ?? []
    expect(history.length).toBeGreaterThan(270)
    expect(history.length).toBeLessThan(320)
    expect(history.slice(-10).map(({ visible }) => visible)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    expect(Math.max(...history.map(({ visible }) => visible))).toBe(9999)
    expect(history.map(({ at }) => at)).toEqual(history.map(({ at }) => at).sort())
  })

  it('links a dead-letter queue to its sources, both ways', async () => {
    const database = await databases.open()
    const dead = { deadLetterName: 'dead', maxReceiveCount: 3 }
    await openTaskIndex(database, 'shop').saveQueueDepths([
      sample('emails', now, 5, dead),
      sample('celery', now, 0, dead),
      sample('dead', now, 7),
    ])
    const { items } = await listQueues(database, 'shop', now)
    expect(items.map(({ name, deadLetter, deadLetterOf }) => [name, deadLetter?.visible, deadLetterOf])).toEqual([
      ['celery', 7, []],
      ['dead', undefined, ['celery', 'emails']],
      ['emails', 7, []],
    ])
    expect((await getQueue(database, 'shop', 'dead', now)).visible).toBe(7)
    await expect(getQueue(database, 'shop', 'nope', now)).rejects.toMatchObject({ code: 'not_found' })
  })
})
