import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { AppError } from '@/lib/errors'
import { openInventory } from '@/lib/inventory/open-inventory'
import { type InventoryChange, inventoryFolder, inventoryObjects } from '@/lib/inventory/testing'
import { createMemoryStore } from '@/lib/results/memory'
import { startFromInventory } from './cold-start'
import { sweep } from './engine'
import type { InventoryStatus } from './index-port'
import { runSyncLoop } from './loop'
import {
  createFakeClock,
  documentOf,
  expectIndexEqualsBucket,
  fillStore,
  groupKeyOf,
  settle,
  taskKeyOf,
  testParts,
} from './testing'

const { signal } = new AbortController()
const date = '2026-11-20T01-00Z'

/** A bucket with so many results, of which an inventory is taken; what comes after it is up to the test. */
function setUp(count: number, change: Partial<InventoryChange> = {}) {
  const clock = createFakeClock()
  const parts = testParts({ now: clock.now })
  const { store, index } = parts
  fillStore(store, count)
  store.set('shop/else/1', 'foreign')
  const shelf = createMemoryStore()
  const deliver = (more: Partial<InventoryChange> = {}) => {
    const rows = store.keys().map((key) => ({ key }))
    const half = Math.ceil(rows.length / 2)
    const files = [rows.slice(half), rows.slice(0, half)]
    for (const [key, body] of inventoryObjects({ date, files, ...change, ...more })) shelf.set(key, body)
  }
  store.inventory = openInventory({ store: shelf, bucket: 'inventory', folder: inventoryFolder, sourceBucket: 'shop' })
  const ended: InventoryStatus[] = []
  const errors: unknown[] = []
  const start = (until = signal) =>
    startFromInventory(
      parts,
      {
        concurrency: 8,
        onMoved: () => {},
        onEnded: async (status) => {
          ended.push(status)
          await index.saveSyncState({ status: { running: null, last: null, trouble: null, inventory: status } })
        },
        onError: (error) => errors.push(error),
      },
      until,
    )
  return { clock, parts, store, index, shelf, deliver, start, ended, errors }
}

describe('a cold start from an inventory', () => {
  it('reads every object once, lists nothing, and leaves the sweep little to do', async () => {
    const { parts, store, shelf, deliver, start } = setUp(300)
    deliver()
    expect(await start()).toMatchObject({
      takenMs: Date.UTC(2026, 10, 20, 1),
      files: 2,
      filesDone: 2,
      rows: 301,
      listed: 300,
      read: 300,
      known: 0,
      missing: 0,
      problem: null,
    })
    expect(store.requests).toMatchObject({ list: 0, get: 300 })
    expect(shelf.requests).toMatchObject({ list: 1, get: 4 })
    expect((await sweep(parts)).counters).toMatchObject({ getRequests: 0, inserted: 0, gone: 0 })
    await expectIndexEqualsBucket(parts)
  })

  it('overrides nothing that is newer, brings nothing back, and takes what it names as it is now', async () => {
    const { parts, store, index, deliver, start } = setUp(4)
    const [overwritten = '', known = '', removed = '', told = ''] = store.keys().filter((key) => key.includes('meta'))
    deliver()
    store.set(overwritten, documentOf({ status: 'STARTED', result: null }))
    store.set(known, documentOf({ result: 'newer' }))
    // What events have told of before.
    await sweepOnly(parts, known)
    store.remove(removed)
    await index.applyEvents(removalOf(removed, '0055', parts.now()))
    store.set(groupKeyOf('later'), '{"result": [["later", null], []]}')
    expect(await start()).toMatchObject({ listed: 4, known: 1, read: 2, missing: 1 })
    const { tasks, groups } = index.contents()
    expect(tasks.map(({ key }) => key).sort()).toEqual([overwritten, known, told].sort())
    expect(tasks.find(({ key }) => key === overwritten)?.state).toBe('STARTED')
    expect(groups).toEqual([])
    await sweep(parts)
    await expectIndexEqualsBucket(parts)
  })

  it('goes on where it was cut off, reading nothing twice', async () => {
    const { parts, store, deliver, start, ended } = setUp(400)
    deliver()
    const stop = new AbortController()
    store.intercept = ({ operation, number }) => {
      if (operation === 'get' && number === 150) stop.abort()
      return undefined
    }
    // Batches of 500: what was read so far is written when a second has passed or the end has come.
    await expect(start(stop.signal)).rejects.toMatchObject({ name: 'AbortError' })
    expect(ended).toEqual([])
    store.intercept = null
    await sweepOnly(parts, ...store.keys().slice(10, 60))
    const before = parts.index.contents().tasks.length
    const status = await start()
    expect(status).toMatchObject({ listed: 400, known: before, read: 400 - before, problem: null })
    expect(before).toBeGreaterThanOrEqual(49)
  })

  it('is for an index that was never swept whole, or is empty', async () => {
    const { parts, store, index, shelf, deliver, start } = setUp(3)
    deliver()
    await sweep(parts)
    await index.saveSyncState({ sweepFinishedMs: 1 })
    expect(await start()).toBeNull()
    expect(shelf.requests.list).toBe(0)
    await index.apply({ tasks: [], groups: [], gone: store.keys().map((key) => ({ key })), atMs: parts.now() })
    expect(await start()).toMatchObject({ read: 3 })
    await index.saveSyncState({
      status: { ...(await index.getSyncState()).status, inventory: { ...cutOff, endedMs: null } },
    })
    expect(await start()).toMatchObject({ known: 3, read: 0 })
  })

  it('leaves what is refused to the sweep, and stops where nothing else comes', async () => {
    const { store, deliver, start, parts } = setUp(200)
    deliver()
    const [first] = store.keys().filter((key) => key.includes('meta'))
    store.intercept = ({ key }) => (key === first ? { forbidden: true } : undefined)
    expect(await start()).toMatchObject({ read: 199, left: 1, problem: null })
    await expect(sweep(parts)).resolves.toMatchObject({ failures: [] })
    const all = setUp(200)
    all.deliver()
    all.store.intercept = () => ({ forbidden: true })
    expect(await all.start()).toMatchObject({ read: 0, problem: { code: 'access_denied' } })
    expect(all.store.requests.get).toBeLessThan(80)
  })

  it('goes on without a few objects that are throttled again and again', async () => {
    const { store, deliver, start, parts } = setUp(60)
    deliver()
    let throttled = 0
    store.intercept = ({ operation }) => {
      if (operation === 'get' && throttled++ < 9) throw new AppError('throttled', 'slow down')
      return undefined
    }
    expect(await start()).toMatchObject({ read: 51, left: 9, problem: null })
    store.intercept = null
    await sweep(parts)
    await expectIndexEqualsBucket(parts)
  })

  it('gives up an inventory of which most is gone', async () => {
    const { store, deliver, start } = setUp(3000)
    deliver()
    for (const key of store.keys().slice(0, 2000)) store.remove(key)
    expect(await start()).toMatchObject({ problem: { code: 'not_found', message: expect.stringContaining('half') } })
    expect(store.requests.get).toBeLessThan(2600)
  })

  it('says so where the inventory has nothing under the prefix', async () => {
    const { deliver, start } = setUp(0)
    deliver()
    expect(await start()).toMatchObject({ rows: 1, listed: 0, problem: { message: expect.stringContaining('filter') } })
  })

  it('writes down why it cannot be read, and what was read until then stays', async () => {
    const { shelf, deliver, start, errors, index } = setUp(40)
    expect(await start()).toMatchObject({ takenMs: null, problem: { code: 'not_found' } })
    deliver()
    shelf.set(`${inventoryFolder}data/${date}-1.csv.gz`, 'damaged')
    expect(await start()).toMatchObject({ filesDone: 1, read: 19, problem: { code: 'upstream' } })
    expect(index.contents().tasks).toHaveLength(19)
    expect(errors).toHaveLength(2)
  })
})

describe('the loop with an inventory', () => {
  async function startLoop(parts: ReturnType<typeof setUp>['parts'], clock: ReturnType<typeof createFakeClock>) {
    const stop = new AbortController()
    onTestFinished(() => stop.abort())
    const errors: unknown[] = []
    const loopParts = {
      ...parts,
      broker: null,
      clock,
      drainRequests: () => [],
      onError: (_: string, e: unknown) => errors.push(e),
    }
    const options = {
      holder: 'one',
      sweepIntervalMs: 60_000,
      recheckIntervalMs: 15_000,
      queueSampleIntervalMs: 30_000,
      concurrency: 8,
    }
    void runSyncLoop(loopParts, options, stop.signal)
    return errors
  }

  it('is complete only after the sweep that follows, which begins later', async () => {
    const { parts, clock, store, index, deliver } = setUp(30)
    deliver()
    store.set(taskKeyOf('later'), documentOf())
    const begun = clock.now()
    // Objects answer when the clock has moved: the inventory takes its time.
    store.intercept = async ({ operation }) => {
      if (operation === 'get') await clock.sleep(1000, signal)
      return undefined
    }
    await startLoop(parts, clock)
    const states = [await index.getSyncState()]
    while (states.at(-1)?.completeToMs === null) {
      await clock.advance(500)
      // Unpacking happens in a thread of its own, which no clock of ours moves.
      await sleep(5)
      states.push(await index.getSyncState())
    }
    const during = states.filter(({ status }) => status.running !== null && status.last === null)
    expect(during.map(({ completeToMs }) => completeToMs)).not.toContainEqual(expect.any(Number))
    expect(during).toContainEqual(
      expect.objectContaining({
        sweepStartedMs: null,
        status: expect.objectContaining({
          running: expect.objectContaining({ ranges: 2, listRequests: 0 }),
          inventory: expect.objectContaining({ files: 2, endedMs: null }),
        }),
      }),
    )
    const state = await index.getSyncState()
    expect(state.completeToMs).toBe(state.sweepStartedMs)
    expect(state.completeToMs).toBeGreaterThan(begun + 3000)
    expect(state.status).toMatchObject({
      running: null,
      last: { listed: 31, fetched: 1 },
      inventory: { read: 30, endedMs: state.sweepStartedMs, problem: null },
      trouble: null,
    })
    store.intercept = null
    await expectIndexEqualsBucket(parts)
  })

  it('lists the bucket at once where the inventory cannot be had', async () => {
    const { parts, clock, shelf, index } = setUp(30)
    shelf.intercept = () => {
      throw new AppError('access_denied', 'Allow s3:ListBucket on inventory.')
    }
    const errors = await startLoop(parts, clock)
    await settle()
    await expectIndexEqualsBucket(parts)
    const { completeToMs, status } = await index.getSyncState()
    expect(completeToMs).toBe(clock.now())
    expect(status).toMatchObject({ trouble: null, inventory: { problem: { code: 'access_denied' } } })
    expect(errors).toMatchObject([{ code: 'access_denied' }])
  })
})

const cutOff: InventoryStatus = {
  label: 's3://inventory/',
  takenMs: 1,
  startedMs: 1,
  endedMs: null,
  files: 1,
  filesDone: 0,
  rows: 0,
  listed: 0,
  known: 0,
  read: 0,
  missing: 0,
  left: 0,
  problem: null,
}

/** Brings these keys alone into the index. */
async function sweepOnly(parts: ReturnType<typeof testParts>, ...keys: string[]): Promise<void> {
  const only = testParts({ now: parts.now })
  for (const key of keys) {
    const outcome = await parts.store.get(key, {}, signal)
    if (outcome.kind === 'found') only.store.set(key, await new Response(outcome.document.body).text())
  }
  await sweep({ ...parts, store: only.store })
  parts.store.requests.get = 0
}

function removalOf(key: string, sequencer: string, atMs: number) {
  const counts = { messages: 1, applied: 1, read: 0, repeated: 0, foreign: 0, others: 0, setAside: 0 }
  const gone = [{ key, seenMs: atMs }]
  return { tasks: [], groups: [], gone, sequencers: [{ key, sequencer }], setAside: [], counts, newestMs: atMs, atMs }
}
