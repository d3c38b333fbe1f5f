import { describe, expect, it } from 'vitest'
import { openMemoryIndex } from '@/lib/db/memory-index'
import { type LeaseOptions, whileHoldingLease } from './lease'
import { createFakeClock, settle } from './testing'

/** Works until its signal fires. */
const untilStopped = (signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

function setUp() {
  const clock = createFakeClock()
  const index = openMemoryIndex()
  const errors: unknown[] = []
  const options = (holder: string, overrides: Partial<LeaseOptions> = {}): LeaseOptions => ({
    index,
    clock,
    holder,
    leaseMs: 12_000,
    onError: (error) => errors.push(error),
    ...overrides,
  })
  return { clock, index, errors, options }
}

describe('the lease', () => {
  it('lets one of two work, and the other after it', async () => {
    const { clock, index, options } = setUp()
    const stops = { a: new AbortController(), b: new AbortController() }
    const working: string[] = []
    const work = (name: string) => async (signal: AbortSignal) => {
      working.push(name)
      await untilStopped(signal)
    }
    const a = whileHoldingLease(options('a'), work('a'), stops.a.signal)
    await settle()
    const b = whileHoldingLease(options('b'), work('b'), stops.b.signal)
    await clock.advance(120_000)
    expect(working).toEqual(['a'])
    stops.a.abort(new Error('enough'))
    await expect(a).rejects.toThrow('enough')
    await clock.advance(5000)
    expect(working).toEqual(['a', 'b'])
    expect((await index.getSyncState()).leaseHolder).toBe('b')
    stops.b.abort()
    await expect(b).rejects.toThrow()
    expect((await index.getSyncState()).leaseHolder).toBeNull()
  })

  it('passes to another when its holder has fallen silent', async () => {
    const { clock, index, options } = setUp()
    await index.acquireLease('killed', clock.now(), clock.now() + 12_000)
    const stop = new AbortController()
    let startedMs = 0
    const begin = clock.now()
    const held = whileHoldingLease(
      options('next'),
      async (signal) => {
        startedMs = clock.now()
        await untilStopped(signal)
      },
      stop.signal,
    )
    await clock.advance(30_000)
    expect(startedMs - begin).toBeGreaterThanOrEqual(12_000)
    expect(startedMs - begin).toBeLessThanOrEqual(12_100)
    stop.abort()
    await expect(held).rejects.toThrow()
  })

  it('stops the work at once when another process has it', async () => {
    const { clock, index, errors, options } = setUp()
    let stopped = false
    const held = whileHoldingLease(
      options('a'),
      async (signal) => {
        await untilStopped(signal).finally(() => {
          stopped = true
        })
      },
      new AbortController().signal,
    )
    await settle()
    await index.releaseLease('a')
    await index.acquireLease('b', clock.now(), clock.now() + 60_000)
    await clock.advance(3000)
    await held
    expect(stopped).toBe(true)
    expect(errors).toMatchObject([{ name: 'LeaseLost' }])
    expect((await index.getSyncState()).leaseHolder).toBe('b')
  })

  it('survives a database that is away for a moment, and ends before the lease does when it stays away', async () => {
    const { clock, index, errors, options } = setUp()
    let away = false
    const flaky = {
      ...index,
      acquireLease: async (...args: Parameters<typeof index.acquireLease>) => {
        if (away) throw new Error('database away')
        return index.acquireLease(...args)
      },
    }
    let stoppedMs = 0
    const begin = clock.now()
    const held = whileHoldingLease(
      options('a', { index: flaky }),
      async (signal) => {
        await untilStopped(signal).finally(() => {
          stoppedMs = clock.now()
        })
      },
      new AbortController().signal,
    )
    await settle()
    away = true
    await clock.advance(4000)
    away = false
    await clock.advance(20_000)
    expect(stoppedMs).toBe(0)
    expect(errors.length).toBe(1)
    away = true
    await clock.advance(60_000)
    await held
    expect(stoppedMs - begin).toBeLessThan(24_000 + 12_000)
  })

  it('rejects with what the work failed with, and gives the lease back', async () => {
    const { index, options } = setUp()
    const failing = async () => {
      throw new Error('broken')
    }
    await expect(whileHoldingLease(options('a'), failing, new AbortController().signal)).rejects.toThrow('broken')
    expect((await index.getSyncState()).leaseHolder).toBeNull()
  })
})
