import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { openMemoryIndex } from '@/lib/db/memory-index'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { readContents } from '@/lib/db/testing-contents'
import { recountStored, recountTotals, sortedRows } from '@/lib/db/testing-recount'
import type { RetryPolicy } from '@/lib/results/retry'
import { createS3Store } from '@/lib/results/s3'
import { decodeDocument } from '@/lib/sync/decode-document'
import { sweep } from '@/lib/sync/engine'
import type { TaskIndex } from '@/lib/sync/index-port'
import { inFull } from '@/lib/sync/testing-seeds'
import { benchAws } from './settings'
import { syntheticBucket } from './synthetic-bucket'
import { faultless, type SyntheticFaults } from './synthetic-faults'
import { syntheticServer } from './synthetic-s3'

const keyPrefix = 'shop/'
const objects = inFull ? 50_000 : 2000
const impatient = { attempts: 12, baseDelayMs: 5, throttledDelayMs: 20, maximumDelayMs: 200 }

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A store on a synthetic bucket of that size, which fails as told. */
async function openStore(
  size: number,
  faults: SyntheticFaults,
  requests: { retry?: RetryPolicy; maximumRequests?: number },
) {
  const bucket = syntheticBucket(size, keyPrefix)
  server = syntheticServer(bucket, faults)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const aws = benchAws((server.address() as AddressInfo).port)
  let throttled = 0
  const store = createS3Store(
    { kind: 's3', bucket: 'bench', keyPrefix, aws },
    {
      ...requests,
      meter: (_, outcome) => {
        throttled += outcome.throttled ?? 0
      },
    },
  )
  return { bucket, server, store, throttled: () => throttled }
}

const partsOf = (store: ReturnType<typeof createS3Store>, index: TaskIndex) => {
  return { store, index, decode: decodeDocument(1_000_000), keyPrefix, now: Date.now }
}

/** In the middle of a sweep, for so long, most requests are throttled. Only in full: rates need seconds to be measured. */
const burst = { throttled: 0.7, ms: inFull ? 4000 : 0 }

describeDatabases('A bucket of which every fourteenth request or so goes wrong', (databases) => {
  it('is indexed whole and exactly; the rate of requests backs off while all are throttled, and recovers', async () => {
    const stallMs = inFull ? 30_000 : 200
    const usual = { throttled: 0.05, reset: 0.01, truncated: 0.01, stalled: inFull ? 0.0005 : 0.005, stallMs }
    const log: NonNullable<SyntheticFaults['log']> = []
    const faults = { ...faultless, ...usual, log }
    const { bucket, store, throttled } = await openStore(objects, faults, inFull ? {} : { retry: impatient })
    const database = await databases.open()
    const sweepAll = () => sweep(partsOf(store, openTaskIndex(database, 'app')), { concurrency: 32 })
    const sweeping = sweepAll()
    while (log.length < objects / 3) await Promise.race([sleep(5), sweeping])
    const burstMs = performance.now()
    faults.throttled = burst.throttled
    await sleep(burst.ms)
    faults.throttled = usual.throttled
    const { counters, failures } = await sweeping
    // A few may be throttled six times in a row. The sync then sweeps again, and reads those.
    const again = await sweepAll()

    expect(counters).toMatchObject({ listed: objects, problems: 0 })
    expect(again).toMatchObject({ failures: [], counters: { fetched: failures.length, problems: 0 } })
    expect(counters.fetched + again.counters.fetched).toBe(objects)
    expect(throttled()).toBeGreaterThan(objects / 30)
    for (const fault of ['reset', 'truncated', 'stalled'] as const) {
      expect(log.filter((request) => request.fault === fault).length, fault).toBeGreaterThan(
        objects * usual[fault] * 0.5,
      )
    }
    if (inFull) {
      const { before, during, after } = ratesOf(log, burstMs)
      console.log(
        `${databases.kind}: requests a second: ${before} before the burst, ${during} in it, ${after} after it`,
      )
      expect(during).toBeLessThan(before / 2)
      expect(after).toBeGreaterThan(before / 2)
    }
    const contents = await readContents(database, 'app')
    const indexed = contents.tasks.map(({ key, etag }) => `${key} ${etag}`).sort()
    expect(indexed).toEqual(Array.from({ length: objects }, (_, at) => `${bucket.key(at)} ${bucket.version(at)}`))
    expect(sortedRows(contents.stored)).toEqual(recountStored(contents))
    expect(sortedRows(contents.totals)).toEqual(recountTotals(contents))
  }, 900_000)
})

/** Requests a second as the server saw them: until the burst, in its second half, and at best after it. */
function ratesOf(log: { atMs: number }[], burstMs: number) {
  const rate = (fromMs: number, ms: number) => {
    const count = log.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + ms).length
    return Math.round((count / ms) * 1000)
  }
  const firstMs = log[0]?.atMs ?? burstMs
  const lastMs = log.at(-1)?.atMs ?? burstMs
  const half = burst.ms / 2
  let after = 0
  for (let fromMs = burstMs + burst.ms; fromMs < lastMs; fromMs += half) after = Math.max(after, rate(fromMs, half))
  return { before: rate(firstMs, burstMs - firstMs), during: rate(burstMs + half, half), after }
}

it('A bucket that asks to slow down gets fewer requests at once, and more again when it has recovered', async () => {
  const faults = { ...faultless, latencyMs: 3 }
  const { server, store } = await openStore(4_000, faults, { retry: impatient, maximumRequests: 24 })
  let running = 0
  server.on('request', (_, response) => {
    running += 1
    response.once('close', () => {
      running -= 1
    })
  })
  /** The most requests at once during that time. */
  const mostWithin = async (ms: number) => {
    let most = 0
    for (const deadline = performance.now() + ms; performance.now() < deadline; await sleep(1)) {
      most = Math.max(most, running)
    }
    return most
  }

  const sweeping = sweep(partsOf(store, openMemoryIndex()), { concurrency: 24 })
  const before = await mostWithin(200)
  faults.throttled = 1
  await sleep(250)
  const during = await mostWithin(200)
  faults.throttled = 0
  const { counters, failures } = await sweeping.finally(() => {
    faults.throttled = 0
  })
  const stop = new AbortController()
  const again = sweep(partsOf(store, openMemoryIndex()), { concurrency: 24 }, stop.signal).catch(() => null)
  const after = await mostWithin(200)
  stop.abort()
  await again

  expect(failures).toEqual([])
  expect(counters.fetched).toBe(4000)
  expect(before).toBeGreaterThan(16)
  expect(during).toBeLessThanOrEqual(before / 4)
  expect(after).toBeGreaterThan(16)
}, 60_000)
