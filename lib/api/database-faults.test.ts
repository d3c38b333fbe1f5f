import { afterEach, describe, expect, it } from 'vitest'
import { GET as readyz } from '@/app/readyz/route'
import { createBulkJob } from '@/lib/actions/bulk/create-bulk-job'
import { keepRunningJobs } from '@/lib/actions/bulk/keep-running-jobs'
import { taskKey } from '@/lib/celery/result-key'
import { type Database, openDatabase } from '@/lib/db/client'
import { sqliteDatabases } from '@/lib/db/testing'
import { readContents } from '@/lib/db/testing-contents'
import { startServer, type TestServer } from '@/lib/db/testing-postgresql'
import { recountStored, recountTotals, sortedRows } from '@/lib/db/testing-recount'
import { createMemoryEventQueue } from '@/lib/event-queue/memory'
import { recordOf, s3Body } from '@/lib/events/testing'
import { type Clock, systemClock } from '@/lib/sync/clock'
import { decodeDocument } from '@/lib/sync/decode-document'
import { keepReadingEvents } from '@/lib/sync/event-reader'
import { runSyncLoop } from '@/lib/sync/loop'
import { provideTestRuntime } from './testing'

const ready = async () => {
  const answer = await readyz(new Request('http://localhost/readyz'), { params: Promise.resolve({}) })
  return { status: answer.status, text: await answer.text() }
}

async function expectWhole(database: Database, appId: string, tasks: number): Promise<void> {
  const contents = await readContents(database, appId)
  expect(contents.tasks).toHaveLength(tasks)
  expect(sortedRows(contents.stored)).toEqual(recountStored(contents))
  expect(sortedRows(contents.totals)).toEqual(recountTotals(contents))
}

function fill(put: (id: string, document: unknown) => void, from: number, count: number): void {
  for (let at = from; at < from + count; at += 1) {
    put(`t${at}`, {
      status: 'SUCCESS',
      result: 'x'.repeat(200),
      traceback: null,
      children: [],
      name: `app.t${at % 50}`,
    })
  }
}

/** All that a sync process does, as in production but twenty times as fast: the loop, bulk jobs, and S3's events. */
function keepInSync({ app }: ReturnType<typeof provideTestRuntime>) {
  const startMs = Date.now()
  const clock: Clock = {
    now: () => startMs + (Date.now() - startMs) * 20,
    sleep: (ms, signal) => systemClock.sleep(ms / 20, signal),
  }
  const stop = new AbortController()
  const { signal } = stop
  const queue = createMemoryEventQueue(clock.now)
  app.events = queue
  const onError = () => {}
  const parts = { ...app.sweep, broker: null, decode: decodeDocument(1_000_000), drainRequests: () => [] }
  // The first sweep is the last one: what comes later is told by events.
  const every = { sweepIntervalMs: 86_400_000, recheckIntervalMs: 60_000, queueSampleIntervalMs: 60_000 }
  const options = { holder: 'test', concurrency: 8, leaseMs: 60_000, ...every }
  const bulk = { ...app.bulk, clock: { ...clock, now: Date.now } }
  const background = (held: AbortSignal) => keepRunningJobs(bulk, onError, held)
  const ended = Promise.all([
    runSyncLoop({ ...parts, clock, background, onError }, options, signal),
    keepReadingEvents({ ...parts, queue, bucket: 'shop' }, { waitSeconds: 0, clock, onError }, signal),
  ])
  return {
    queue,
    tell: (id: string, change: object = {}) =>
      queue.send(s3Body(recordOf({ key: taskKey(app.sweep.keyPrefix, id), eTag: undefined, ...change }))),
    async stop() {
      stop.abort()
      await ended
    },
  }
}

/** A job that forgets these tasks, a few a second. */
async function forgetSlowly({ app }: ReturnType<typeof provideTestRuntime>, taskIds: string[]) {
  const selection = { kind: 'ids' as const, taskIds }
  const id = await createBulkJob(app.bulk, { kind: 'forget', selection, dryRun: false, perSecond: 10, archive: false })
  const { reader } = app.bulk.database
  return async () => {
    const job = await reader.bulkJob.findUniqueOrThrow({ where: { id } })
    return { status: job.status, done: job.done }
  }
}

describe('A SQLite file', () => {
  const databases = sqliteDatabases()
  /** On the connection that writes. */
  const pragma = (database: Database, text: string) =>
    database.write('pragma', (tx) => tx.$queryRawUnsafe<Record<string, bigint>[]>(`PRAGMA ${text}`))

  it('on a full disk says so, loses nothing, and goes on when there is room', async () => {
    const database = await databases.open()
    const runtime = provideTestRuntime(database)
    const { app, put, sweep } = runtime
    fill(put, 0, 300)
    await sweep()
    expect((await ready()).status).toBe(200)

    const syncing = keepInSync(runtime)
    const jobOf = await forgetSlowly(
      runtime,
      Array.from({ length: 30 }, (_, at) => `t${at}`),
    )
    await expect.poll(async () => (await jobOf()).done, { timeout: 15_000 }).toBeGreaterThan(0)
    const [pages] = await pragma(database, 'page_count')
    await pragma(database, `max_page_count = ${Number(pages?.page_count) + 8}`)
    fill(put, 300, 1500)
    for (let at = 300; at < 1800; at += 1) syncing.tell(`t${at}`)
    await expect
      .poll(ready, { timeout: 15_000 })
      .toMatchObject({ status: 503, text: expect.stringMatching(/disk is full/) })

    await pragma(database, 'max_page_count = 1000000')
    await expect.poll(ready, { timeout: 15_000 }).toMatchObject({ status: 200 })
    await expect.poll(jobOf, { timeout: 30_000 }).toEqual({ status: 'done', done: 30 })
    await expect.poll(() => syncing.queue.bodies().length, { timeout: 30_000 }).toBe(0)
    await expect.poll(async () => (await app.index.getEventState()).trouble, { timeout: 30_000 }).toBeNull()
    await syncing.stop()
    await expectWhole(database, app.config.id, 1770)
  }, 120_000)

  it('that may not be written says so, and is still read', async () => {
    const database = await databases.open()
    const { app, put, sweep } = provideTestRuntime(database)
    fill(put, 0, 20)
    await sweep()
    // Not the file's mode, which does not bind an administrator: the same error, from the same place.
    await pragma(database, 'query_only = ON')
    fill(put, 20, 20)
    await expect(sweep()).rejects.toMatchObject({ code: 'database', message: expect.stringMatching(/write access/) })
    expect(await ready()).toMatchObject({ status: 503, text: expect.stringMatching(/write access/) })
    await expectWhole(database, app.config.id, 20)
  })

  it('that another process cannot write is found out, once the lease has run out', async () => {
    const database = await databases.open()
    const { app } = provideTestRuntime(database)
    await app.index.acquireLease('another process', Date.now(), Date.now() - 1)
    expect((await ready()).status).toBe(200)
    await pragma(database, 'query_only = ON')
    expect(await ready()).toMatchObject({ status: 503, text: expect.stringMatching(/write access/) })
  })
})

describe('A PostgreSQL server', () => {
  let server: TestServer | null = null
  let database: Database | null = null
  afterEach(async () => {
    await database?.close()
    await server?.stop()
  })

  it('that goes away and comes back is reported, and the same process goes on', async ({ skip }) => {
    server = await startServer().catch(() => null)
    if (!server) return skip('This machine has no PostgreSQL.')
    database = await openDatabase(server.url)
    const runtime = provideTestRuntime(database)
    const { app, put, sweep } = runtime
    fill(put, 0, 100)
    await sweep()
    expect((await ready()).status).toBe(200)

    const syncing = keepInSync(runtime)
    const jobOf = await forgetSlowly(
      runtime,
      Array.from({ length: 40 }, (_, at) => `t${at}`),
    )
    await expect.poll(async () => (await jobOf()).done, { timeout: 15_000 }).toBeGreaterThan(0)
    await server.goAway()
    fill(put, 100, 100)
    for (let at = 100; at < 200; at += 1) syncing.tell(`t${at}`)
    await expect(sweep()).rejects.toMatchObject({ code: 'database' })
    await expect.poll(ready).toMatchObject({ status: 503, text: expect.stringMatching(/"code":"database"/) })
    // Long enough for every part of the sync to have met it.
    await systemClock.sleep(1500, new AbortController().signal)

    await server.comeBack()
    await expect.poll(ready, { timeout: 15_000 }).toMatchObject({ status: 200 })
    await expect.poll(jobOf, { timeout: 30_000 }).toEqual({ status: 'done', done: 40 })
    await expect.poll(() => syncing.queue.bodies().length, { timeout: 30_000 }).toBe(0)
    const troubles = async () => [
      (await app.index.getSyncState()).status.trouble,
      (await app.index.getEventState()).trouble,
    ]
    await expect.poll(troubles, { timeout: 30_000 }).toEqual([null, null])
    await syncing.stop()
    await expectWhole(database, app.config.id, 160)
  }, 120_000)
})
