import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, it } from 'vitest'
import { provideTestRuntime } from '@/lib/api/testing'
import { taskKey } from '@/lib/celery/result-key'
import type { Database } from '@/lib/db/client'
import { describeDatabases } from '@/lib/db/testing'
import { AppError } from '@/lib/errors'
import { getBulkJob } from '@/lib/queries/get-bulk-job'
import type { BulkParts } from './bulk-parts'
import { changeBulkJob } from './change-bulk-job'
import { createBulkJob } from './create-bulk-job'
import { keepRunningJobs } from './keep-running-jobs'

const keyOf = (at: number) => taskKey('results/', `t${at}`)
const archive = { prefix: 'archive/', days: 30 }

describeDatabases('The runner of bulk jobs', (databases) => {
  let opened: Promise<Database> | undefined
  let shop: ReturnType<typeof provideTestRuntime>
  let parts: BulkParts

  beforeEach(async () => {
    opened ??= databases.open()
    shop = provideTestRuntime(await opened, { forget: { graceSeconds: 0, archive } })
    for (let at = 0; at < 40; at += 1) {
      const status = at < 20 ? 'FAILURE' : 'SUCCESS'
      const known = { name: 'shop.sum', args: [], kwargs: {}, queue: 'celery', task_id: `t${at}` }
      shop.put(`t${at}`, { status, result: 1, traceback: null, children: [], ...known })
    }
    await shop.sweep()
    // Waits are short; a batch has five tasks.
    parts = {
      ...shop.app.bulk,
      clock: { now: Date.now, sleep: (ms, signal) => sleep(Math.min(ms, 10), undefined, { signal }) },
    }
  })

  const make = (kind: 'forget' | 'retry', q: string, change: { archive?: boolean } = {}) =>
    createBulkJob(parts, {
      kind,
      selection: { kind: 'search', q },
      dryRun: false,
      archive: false,
      perSecond: 5,
      ...change,
    })
  const read = (id: string) => getBulkJob(parts.database, parts.appId, id, Date.now())
  const linesOf = (jobId: string, action: string) =>
    parts.database.reader.activity.findMany({ where: { jobId, action } })

  function start(change: Partial<BulkParts> = {}) {
    const ending = new AbortController()
    const errors: unknown[] = []
    const running = keepRunningJobs({ ...parts, ...change }, (_part, error) => errors.push(error), ending.signal)
    return {
      errors,
      async stop() {
        ending.abort()
        await running.catch(() => {})
      },
    }
  }

  it('does nothing twice beside a second one', async () => {
    const retry = await make('retry', 'state:SUCCESS')
    const forget = await make('forget', 'state:FAILURE')
    const asked = shop.store.requests.delete
    const runners = [start(), start(), start()]
    for (const id of [retry, forget])
      await expect.poll(async () => (await read(id)).finishedAt, { timeout: 20_000 }).not.toBe(null)
    for (const { stop } of runners) await stop()
    expect(await read(forget)).toMatchObject({ status: 'done', done: 20, processed: 20, bytes: expect.any(Number) })
    const sent = await read(retry)
    expect(sent).toMatchObject({ status: 'done', processed: 20, failed: 0, skipped: 0 })
    // What one of them claimed while another began may be uncertain, and is never sent by both.
    expect(shop.broker.queues.get('celery')?.messages.length).toBe(20)
    expect(shop.store.size).toBe(20)
    expect(shop.store.requests.delete).toBeGreaterThan(asked)
    for (const id of [retry, forget]) {
      expect((await parts.database.reader.activity.findMany({ where: { jobId: id } })).length).toBe(1)
      expect(await parts.database.reader.bulkClaim.count({ where: { jobId: id } })).toBe(0)
    }
  })

  it('goes on with what the one before it left in the middle', async () => {
    const id = await make('forget', 'state:FAILURE')
    let deletes = 0
    shop.store.intercept = async ({ operation }) => {
      if (operation !== 'delete') return undefined
      deletes += 1
      if (deletes > 2) await new Promise(() => {})
      return undefined
    }
    const hanging = start({ store: abortable(shop.store) })
    await expect.poll(() => deletes, { timeout: 20_000 }).toBeGreaterThan(2)
    await hanging.stop()
    shop.store.intercept = null
    expect(await read(id)).toMatchObject({ status: 'running' })
    const next = start()
    await expect.poll(async () => (await read(id)).status, { timeout: 20_000 }).toBe('done')
    await next.stop()
    expect(await read(id)).toMatchObject({ done: 20, processed: 20 })
    expect(shop.store.size).toBe(20)
    expect([...hanging.errors, ...next.errors]).toEqual([])
  })

  it('begins nothing before its time', async () => {
    parts = { ...parts, graceMs: 60_000 }
    const id = await make('forget', 'state:FAILURE')
    const runner = start()
    await sleep(200)
    await runner.stop()
    expect(await read(id)).toMatchObject({ status: 'waiting', startedAt: null })
    expect(shop.store.size).toBe(40)
  })

  it('fails a job that nobody foresaw to fail, once, and takes it up again when it is resumed', async () => {
    const id = await make('forget', 'state:FAILURE')
    const store = {
      ...shop.store,
      list: () => {
        throw new Error('a fault of ours')
      },
      get: () => Promise.reject(new Error('a fault of ours')),
    }
    const broken = start({ store })
    await expect.poll(async () => (await read(id)).status, { timeout: 20_000 }).toBe('failed')
    await sleep(100)
    await broken.stop()
    expect(broken.errors.length).toBe(1)
    expect(await linesOf(id, 'bulk_forget')).toMatchObject([{ outcome: 'failed', count: 0 }])
    await changeBulkJob(parts, id, 'resume')
    const sound = start()
    await expect.poll(async () => (await read(id)).status, { timeout: 20_000 }).toBe('done')
    await sound.stop()
    expect(await read(id)).toMatchObject({ done: 20, processed: 20, trouble: null })
  })

  it('ends an aborted job that nobody foresaw to fail, and tries it no more', async () => {
    const id = await make('forget', 'state:FAILURE')
    let deletes = 0
    shop.store.intercept = async ({ operation }) => {
      if (operation !== 'delete') return undefined
      deletes += 1
      return new Promise(() => {})
    }
    const hanging = start({ store: abortable(shop.store) })
    await expect.poll(() => deletes, { timeout: 20_000 }).toBeGreaterThan(0)
    await hanging.stop()
    shop.store.intercept = null
    await changeBulkJob(parts, id, 'abort')
    const fault = () => Promise.reject(new Error('a fault of ours'))
    const list = () => {
      throw new Error('a fault of ours')
    }
    const broken = start({ store: { ...shop.store, list, get: fault } })
    await expect.poll(async () => (await read(id)).finishedAt, { timeout: 20_000 }).not.toBe(null)
    await sleep(100)
    await broken.stop()
    expect(broken.errors.length).toBe(1)
    expect(await read(id)).toMatchObject({ status: 'aborted' })
    expect(await linesOf(id, 'bulk_forget')).toMatchObject([{ outcome: 'aborted' }])
    expect(shop.store.size).toBe(40)
  })

  it('gives up a restore that is refused, and says why', async () => {
    const id = await make('forget', 'state:FAILURE', { archive: true })
    const runner = start()
    await expect.poll(async () => (await read(id)).status, { timeout: 20_000 }).toBe('done')
    await runner.stop()
    await changeBulkJob(parts, id, 'restore')
    const copy = () => Promise.reject(new AppError('access_denied', 'Could not copy: allow s3:PutObject.'))
    const denied = start({ store: { ...shop.store, copy } })
    await expect
      .poll(async () => (await read(id)).trouble, { timeout: 20_000 })
      .toMatch(/restore stopped.*s3:PutObject/)
    await sleep(100)
    await denied.stop()
    expect(denied.errors.length).toBe(1)
    expect(await linesOf(id, 'restore')).toMatchObject([{ outcome: 'failed' }])
    expect((await read(id)).restorable?.count).toBe(20)

    await changeBulkJob(parts, id, 'restore')
    const allowed = start()
    await expect.poll(async () => (await read(id)).restorable, { timeout: 20_000 }).toBe(null)
    await expect.poll(async () => (await linesOf(id, 'restore')).length).toBe(2)
    await allowed.stop()
    expect(shop.store.keys()).toEqual(Array.from({ length: 40 }, (_, at) => keyOf(at)).sort())
  })

  it('removes copies when their time is over, and keeps the others and what it may not remove', async () => {
    const first = await make('forget', 'id:t1', { archive: true })
    const second = await make('forget', 'id:t2', { archive: true })
    const third = await make('forget', 'id:t3', { archive: true })
    const runner = start()
    for (const id of [first, second, third])
      await expect.poll(async () => (await read(id)).status, { timeout: 20_000 }).toBe('done')
    await runner.stop()
    const over = { expiresMs: BigInt(Date.now() - 1) }
    const ended = { jobId: { in: [first, third] } }
    await parts.database.write(parts.appId, (tx) => tx.archivedObject.updateMany({ where: ended, data: over }))
    const locked = `archive/${third}/${keyOf(3)}`
    const { store } = shop
    const remove: typeof store.delete = async (entries, signal) => [
      ...(await store.delete(
        entries.filter(({ key }) => key !== locked),
        signal,
      )),
      ...entries.flatMap(({ key }) => (key === locked ? [{ key, deleted: false, code: 'AccessDenied' }] : [])),
    ]
    const tidying = start({ store: { ...store, delete: remove } })
    await expect.poll(async () => (await read(first)).restorable, { timeout: 20_000 }).toBe(null)
    await tidying.stop()
    expect(store.keys().filter((key) => key.startsWith('archive/'))).toEqual(
      [`archive/${second}/${keyOf(2)}`, locked].sort(),
    )
    expect((await read(second)).restorable?.count).toBe(1)
    expect((await read(third)).restorable?.count).toBe(1)
  })
})

/** A store whose requests end when they are told to, as those of S3 do. */
function abortable(store: ReturnType<typeof provideTestRuntime>['store']): BulkParts['store'] {
  return {
    ...store,
    delete: (entries, signal) =>
      Promise.race([
        store.delete(entries, signal),
        new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      ]),
  }
}
