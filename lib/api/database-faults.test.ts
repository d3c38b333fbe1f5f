import { afterEach, describe, expect, it } from 'vitest'
import { GET as readyz } from '@/app/readyz/route'
import { type Database, openDatabase } from '@/lib/db/client'
import { sqliteDatabases } from '@/lib/db/testing'
import { readContents } from '@/lib/db/testing-contents'
import { startServer, type TestServer } from '@/lib/db/testing-postgresql'
import { recountStored, recountTotals, sortedRows } from '@/lib/db/testing-recount'
import { type Clock, systemClock } from '@/lib/sync/clock'
import { decodeDocument } from '@/lib/sync/decode-document'
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

/** The sync's loop as in production, but twenty times as fast. */
function keepInSync({ app }: ReturnType<typeof provideTestRuntime>, signal: AbortSignal): Promise<void> {
  const startMs = Date.now()
  const clock: Clock = {
    now: () => startMs + (Date.now() - startMs) * 20,
    sleep: (ms, stop) => systemClock.sleep(ms / 20, stop),
  }
  const parts = { ...app.sweep, broker: null, decode: decodeDocument(1_000_000), drainRequests: () => [] }
  const every = { sweepIntervalMs: 2000, recheckIntervalMs: 60_000, queueSampleIntervalMs: 60_000 }
  const options = { holder: 'test', concurrency: 8, leaseMs: 60_000, ...every }
  return runSyncLoop({ ...parts, clock, onError: () => {} }, options, signal)
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

    const [pages] = await pragma(database, 'page_count')
    await pragma(database, `max_page_count = ${Number(pages?.page_count) + 8}`)
    fill(put, 300, 1500)
    const stop = new AbortController()
    const syncing = keepInSync(runtime, stop.signal)
    await expect.poll(ready).toMatchObject({ status: 503, text: expect.stringMatching(/disk is full/) })

    await pragma(database, 'max_page_count = 1000000')
    await expect.poll(ready, { timeout: 15_000 }).toMatchObject({ status: 200 })
    stop.abort()
    await syncing
    await expectWhole(database, app.config.id, 1800)
  })

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
    const { app, put, sweep } = provideTestRuntime(database)
    fill(put, 0, 100)
    await sweep()
    expect((await ready()).status).toBe(200)

    await server.goAway()
    fill(put, 100, 100)
    await expect(sweep()).rejects.toThrow()
    expect(await ready()).toMatchObject({ status: 503, text: expect.stringMatching(/"code":"database"/) })

    await server.comeBack()
    expect((await ready()).status).toBe(200)
    await sweep()
    await expectWhole(database, app.config.id, 200)
  }, 60_000)
})
