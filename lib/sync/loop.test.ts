import { describe, expect, it, onTestFinished } from 'vitest'
import { AppError } from '@/lib/errors'
import type { RequestCountRow, TaskIndex } from './index-port'
import { keepFlushingRequests, type LoopOptions, type LoopParts, runSyncLoop } from './loop'
import {
  createFakeClock,
  documentOf,
  expectIndexEqualsBucket,
  fillStore,
  settle,
  taskKeyOf,
  testParts,
} from './testing'

const options = {
  holder: 'one',
  sweepIntervalMs: 60_000,
  recheckIntervalMs: 15_000,
  queueSampleIntervalMs: 30_000,
  concurrency: 8,
}

function startLoop(
  overrides: Partial<LoopParts> = {},
  prepare = (_parts: ReturnType<typeof testParts>) => {},
  sweepIntervalMs: LoopOptions['sweepIntervalMs'] = 60_000,
) {
  const clock = createFakeClock()
  const parts = testParts({ now: clock.now })
  prepare(parts)
  const errors: [string, unknown][] = []
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const loopParts: LoopParts = {
    ...parts,
    broker: null,
    clock,
    drainRequests: () => [],
    onError: (part, error) => errors.push([part, error]),
    ...overrides,
  }
  const ended = runSyncLoop(loopParts, { ...options, sweepIntervalMs }, stop.signal)
  const status = () => parts.index.getSyncState()
  return { clock, parts, errors, stop, ended, status }
}

describe('the loop', () => {
  it('sweeps at once and then at the interval, and says how complete the index is', async () => {
    const { clock, parts, status } = startLoop({}, ({ store }) => fillStore(store, 30))
    const begin = clock.now()
    await settle()
    await expectIndexEqualsBucket(parts)
    expect(await status()).toMatchObject({
      completeToMs: begin,
      sweepStartedMs: begin,
      nextSweepMs: begin + 60_000,
      status: { running: null, last: { fetched: 30, listRequests: 1 }, trouble: null },
    })
    parts.store.set(taskKeyOf('later'), documentOf())
    await clock.advance(59_000)
    expect(parts.store.requests.list).toBe(1)
    await clock.advance(2000)
    expect(parts.store.requests.list).toBe(2)
    expect((await status()).completeToMs).toBe(begin + 60_000)
    await expectIndexEqualsBucket(parts)
  })

  it('takes the interval from what a sweep needs, and sweeps sooner where it becomes shorter', async () => {
    let perRequestMs = 600_000
    const interval = (listRequests: number) => listRequests * perRequestMs
    const { clock, parts, status } = startLoop({}, ({ store }) => fillStore(store, 30), interval)
    const begin = clock.now()
    await settle()
    expect(await status()).toMatchObject({ nextSweepMs: begin + 600_000 })
    await clock.advance(100_000)
    expect(parts.store.requests.list).toBe(1)
    perRequestMs = 120_000
    await clock.advance(2000)
    expect(await status()).toMatchObject({ nextSweepMs: begin + 120_000 })
    await clock.advance(20_000)
    expect(parts.store.requests.list).toBe(2)
  })

  it('notes what is stored once a sweep was whole, and then every hour', async () => {
    const { clock, parts } = startLoop({}, ({ store }) => fillStore(store, 30), 1_800_000)
    await settle()
    expect(parts.index.contents().storageDays).toEqual([])
    await clock.advance(3_601_000)
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    expect(parts.index.contents().storageDays).toMatchObject([{ day, storageClass: 'STANDARD', objects: 30 }])
  })

  it('sweeps within a second when somebody asks', async () => {
    const { clock, parts, status } = startLoop()
    await clock.advance(10_000)
    await parts.index.saveSyncState({ requestedMs: clock.now() })
    await clock.advance(1000)
    expect(parts.store.requests.list).toBe(2)
    expect((await status()).nextSweepMs).toBeGreaterThan(clock.now() + 50_000)
    await clock.advance(10_000)
    expect(parts.store.requests.list).toBe(2)
  })

  it('re-checks unfinished tasks more often than it sweeps', async () => {
    const { clock, parts } = startLoop({}, ({ store }) => store.set(taskKeyOf('1'), documentOf({ status: 'STARTED' })))
    await settle()
    parts.store.set(taskKeyOf('1'), documentOf())
    await clock.advance(31_000)
    expect(parts.store.requests.list).toBe(1)
    expect(parts.index.contents().tasks).toMatchObject([{ state: 'SUCCESS' }])
  })

  it('reports trouble with its sentence, waits longer each time, and clears it after a whole sweep', async () => {
    const { clock, parts, errors, status } = startLoop({}, ({ store }) => {
      store.intercept = () => {
        throw new AppError('access_denied', 'Allow s3:ListBucket.')
      }
    })
    await settle()
    expect((await status()).status).toMatchObject({
      running: null,
      trouble: { code: 'access_denied', message: 'Allow s3:ListBucket.', consecutive: 1 },
    })
    await clock.advance(600_000)
    const attempts = parts.store.requests.list
    expect(attempts).toBeGreaterThanOrEqual(6)
    expect(attempts).toBeLessThanOrEqual(9)
    expect((await status()).status.trouble?.consecutive).toBe(attempts)
    expect((await status()).completeToMs).toBeNull()
    expect(errors.length).toBe(attempts)
    parts.store.intercept = null
    await clock.advance(600_000)
    expect((await status()).status.trouble).toBeNull()
    expect((await status()).completeToMs).not.toBeNull()
  })

  it('does not call the index complete while objects stay unread', async () => {
    const { clock, parts, status } = startLoop({}, ({ store }) => {
      fillStore(store, 5)
      const [bad] = store.keys()
      store.intercept = ({ key }) => (key === bad ? { truncateBodyAt: 3 } : undefined)
    })
    await settle()
    expect(await status()).toMatchObject({
      completeToMs: null,
      status: { last: { inserted: 4 }, trouble: { code: 'upstream', message: expect.stringMatching(/^One object /) } },
    })
    parts.store.intercept = null
    await clock.advance(10_000)
    expect(await status()).toMatchObject({ completeToMs: expect.any(Number), status: { trouble: null } })
  })

  it('tells nobody what an unexpected error says', async () => {
    const { errors, status } = startLoop({}, ({ store }) => {
      store.intercept = () => {
        throw new TypeError('password=secret')
      }
    })
    await settle()
    expect((await status()).status.trouble).toMatchObject({ code: 'internal' })
    expect(JSON.stringify((await status()).status)).not.toContain('secret')
    expect(errors[0]?.[0]).toBe('sweep')
  })

  it('stops in the middle of a sweep when the signal fires, and gives the lease back', async () => {
    const { parts, stop, ended, status } = startLoop({}, ({ store }) => {
      fillStore(store, 100)
      store.intercept = ({ operation, number }) => {
        if (operation === 'get' && number === 20) stop.abort()
        return undefined
      }
    })
    await ended
    expect(parts.store.requests.get).toBeLessThan(40)
    expect((await status()).leaseHolder).toBeNull()
  })

  it('waits while another process works, and takes over when that one is silent', async () => {
    const { clock, parts } = startLoop({}, ({ index, now }) => {
      void index.acquireLease('other', now(), now() + 20_000)
    })
    await clock.advance(15_000)
    expect(parts.store.requests.list).toBe(0)
    await clock.advance(15_000)
    expect(parts.store.requests.list).toBe(1)
  })

  it('comes back when the database does', async () => {
    let away = true
    const parts = testParts()
    const flaky = (index: TaskIndex): TaskIndex => ({
      ...index,
      getSyncState: async () => {
        if (away) throw new AppError('database', 'The database is away.')
        return index.getSyncState()
      },
    })
    const { clock, errors } = startLoop({ index: flaky(parts.index), store: parts.store })
    await clock.advance(60_000)
    expect(parts.store.requests.list).toBe(0)
    expect(errors.length).toBeGreaterThan(1)
    away = false
    await clock.advance(30_000)
    expect(parts.store.requests.list).toBe(1)
  })

  it('rests as long as a sweep took where that is longer than the interval allows', async () => {
    const { clock, parts, status } = startLoop({}, ({ store }) => {
      fillStore(store, 3)
      store.intercept = async ({ operation }) => {
        if (operation === 'list') await clock.sleep(100_000, new AbortController().signal)
        return undefined
      }
    })
    await clock.advance(101_000)
    const { sweepFinishedMs, nextSweepMs } = await status()
    expect((nextSweepMs ?? 0) - (sweepFinishedMs ?? 0)).toBe(60_000)
    expect(parts.store.requests.list).toBe(1)
  })
})

describe('request counts', () => {
  it('are written every few seconds, and kept where that fails', async () => {
    const clock = createFakeClock()
    const { index } = testParts()
    const row: RequestCountRow = { day: '2026-11-21', operation: 'GetObject', count: 2, retried: 1 }
    let away = true
    const flaky: TaskIndex = {
      ...index,
      async addRequests(rows) {
        if (away) throw new Error('away')
        await index.addRequests(rows)
      },
    }
    const stop = new AbortController()
    const parts = { index: flaky, clock, drainRequests: () => [{ ...row }], onError: () => {} }
    const ended = keepFlushingRequests(parts, stop.signal)
    await clock.advance(20_000)
    expect(index.contents().requests).toEqual([])
    away = false
    await clock.advance(10_000)
    expect(index.contents().requests).toEqual([{ ...row, count: 6, retried: 3 }])
    stop.abort()
    await ended
    expect(index.contents().requests).toEqual([{ ...row, count: 8, retried: 4 }])
  })
})
