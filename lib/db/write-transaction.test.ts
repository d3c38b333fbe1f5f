import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Database, Transaction } from './client'
import { openTaskIndex } from './task-index'
import { describeDatabases } from './testing'
import { readContents } from './testing-contents'
import { recountStored, sortedRows } from './testing-recount'
import { batch, noonMs, startedRow, taskRow } from './testing-rows'
import type { UpsertTable } from './upsert'

describeDatabases('Writers of one app', (databases) => {
  /** Two handles on one database, as two processes have them. */
  const openTwo = async (): Promise<[Database, Database]> => {
    const url = await databases.freshUrl()
    return [await databases.open(url), await databases.open(url)]
  }

  it('lose nothing when they write at once', async () => {
    const [one, two] = await openTwo()
    const indexes = [openTaskIndex(one, 'app'), openTaskIndex(two, 'app'), openTaskIndex(two, 'app')]
    const requests = { day: '2026-11-20', operation: 'GetObject', count: 1, retried: 0 }
    await Promise.all(
      indexes.map(async (index, writer) => {
        for (let round = 0; round < 20; round += 1) {
          // All writers touch the same keys and the same buckets.
          const tasks = [0, 1, 2].map((id) =>
            taskRow({ taskId: `t${id}`, version: `${writer}-${round}`, modifiedMs: noonMs + round }),
          )
          await index.apply(batch({ tasks: [...tasks, taskRow({ taskId: `${writer}-${round}` })] }))
          await index.addRequests([requests])
        }
      }),
    )
    const contents = await readContents(one, 'app')
    expect(contents.tasks).toHaveLength(3 + 60)
    expect(sortedRows(contents.stored)).toEqual(recountStored(contents))
    expect(contents.requests).toEqual([{ ...requests, count: 60 }])
    // Every accepted version of the contested keys was counted once: the last one is a row, the others observations.
    const counted = contents.history.filter(({ widthSeconds }) => widthSeconds === 3600)
    const accepted = contents.observations.length + contents.tasks.length
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(accepted)
  })

  it('are not seen by readers before they are done', async () => {
    const [one, two] = await openTwo()
    let seenInside = -1
    await one.write('app', async (tx) => {
      await tx.taskLink.create({
        data: { id: '1', appId: 'app', fromTaskId: 'a', toTaskId: 'b', queue: 'q', edited: false, sentMs: 1n },
      })
      seenInside = await one.reader.taskLink.count()
    })
    expect(seenInside).toBe(0)
    expect(await one.reader.taskLink.count()).toBe(1)
    expect(await two.reader.taskLink.count()).toBe(1)
  })

  it('wait for one another without stopping the process', async () => {
    const [one, two] = await openTwo()
    const order: string[] = []
    let waiting: Promise<unknown> = Promise.resolve()
    await one.write('app', async () => {
      waiting = two.write('app', async () => order.push('second'))
      // The timer could not fire if the second writer blocked the process while it waits.
      await sleep(150)
      order.push('first')
    })
    await waiting
    expect(order).toEqual(['first', 'second'])
  })

  it('undo everything and pass the error on where the work throws', async () => {
    const database = await databases.open()
    const thrown = new Error('changed my mind')
    const written = database.write('app', async (tx) => {
      await tx.dimension.create({ data: { appId: 'app', kind: 'name', value: 'x', firstSeenMs: 1n, lastSeenMs: 1n } })
      throw thrown
    })
    await expect(written).rejects.toBe(thrown)
    expect(await database.reader.dimension.count()).toBe(0)
    expect(await database.reader.app.count()).toBe(0)
  })

  it('say what is wrong where the database refuses', async () => {
    const database = await databases.open()
    const row = { appId: 'app', kind: 'name', value: 'x', firstSeenMs: 1n, lastSeenMs: 1n }
    const twice = database.write('app', async (tx) => {
      await tx.dimension.create({ data: row })
      await tx.dimension.create({ data: row })
    })
    await expect(twice).rejects.toMatchObject({ name: 'AppError', code: 'database' })
  })

  it('cannot write in bulk once their transaction is over', async () => {
    const database = await databases.open()
    let kept: Transaction | undefined
    await database.write('app', async (tx) => {
      kept = tx
    })
    if (!kept) throw new Error('The work did not run.')
    const table: UpsertTable<{ kind: string; value: string; firstSeenMs: number; lastSeenMs: number }> = {
      name: 'dimension',
      columns: { kind: 'text', value: 'text', firstSeenMs: 'bigint', lastSeenMs: 'bigint' },
      keys: ['kind', 'value'],
      onConflict: 'larger',
    }
    const row = { kind: 'name', value: 'late', firstSeenMs: 1, lastSeenMs: 1 }
    await expect(database.upsertMany(kept, 'app', table, [row])).rejects.toThrow()
    expect(await database.reader.dimension.count()).toBe(0)
  })

  it('are not kept waiting by an open lease', async () => {
    const database = await databases.open()
    const index = openTaskIndex(database, 'app')
    await index.acquireLease('me', noonMs, noonMs + 60_000)
    expect(await index.apply(batch({ tasks: [startedRow()] }))).toMatchObject({ inserted: 1 })
  })
})
