import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { keepReadingEvents } from './event-reader'
import { documentOf, expectIndexEqualsBucket, settle, taskKeyOf } from './testing'
import { eventTestParts } from './testing-events'

function start() {
  const events = eventTestParts()
  const { parts } = events
  const stop = new AbortController()
  const errors: unknown[] = []
  const options = { waitSeconds: 0, clock: parts.clock, onError: (_part: string, error: unknown) => errors.push(error) }
  const ended = keepReadingEvents(parts, options, stop.signal)
  return {
    ...events,
    errors,
    async end() {
      stop.abort()
      await settle()
      await ended
    },
  }
}

describe('the reader of events', () => {
  it('applies what comes, and says how far it is', async () => {
    const { parts, written, end } = start()
    parts.queue.send(await written(taskKeyOf('a'), documentOf()))
    const eventMs = parts.clock.now()
    await parts.clock.advance(1000)
    await expectIndexEqualsBucket(parts)
    parts.queue.send(await written(taskKeyOf('b'), documentOf()))
    await parts.clock.advance(20_000)
    expect(await parts.index.getEventState()).toMatchObject({ waiting: 0, inFlight: 0, trouble: null })
    expect((await parts.index.getEventState()).completeToMs).toBeGreaterThan(eventMs)
    await end()
  })

  it('asks an idle queue for its depth once a minute only', async () => {
    const { parts, end } = start()
    await parts.clock.advance(300_000)
    expect(parts.queue.requests.backlog).toBeLessThanOrEqual(6)
    const { heardMs } = await parts.index.getEventState()
    expect(parts.clock.now() - (heardMs ?? 0)).toBeLessThan(2000)
    await end()
  })

  it('is not complete while a message is in flight', async () => {
    const { parts, written, end } = start()
    parts.queue.send('hello')
    parts.queue.send(await written(taskKeyOf('a'), documentOf()))
    await parts.clock.advance(30_000)
    expect(await parts.index.getEventState()).toMatchObject({ inFlight: 1, completeToMs: null })
    await parts.clock.advance(600_000)
    expect(await parts.index.getEventState()).toMatchObject({ inFlight: 0, setAside: 1, newestMs: expect.any(Number) })
    expect((await parts.index.getEventState()).completeToMs).not.toBeNull()
    await end()
  })

  it('backs off while it is throttled, says so, and goes on', async () => {
    const { parts, written, errors, end } = start()
    await settle()
    parts.queue.intercept = () => {
      throw new AppError('throttled', 'SQS asked to slow down.')
    }
    parts.queue.send(await written(taskKeyOf('a'), documentOf()))
    const before = parts.queue.requests.receive
    await parts.clock.advance(300_000)
    expect(parts.queue.requests.receive - before).toBeLessThan(14)
    expect(errors.length).toBeGreaterThan(5)
    expect(await parts.index.getEventState()).toMatchObject({
      trouble: { code: 'throttled', message: 'SQS asked to slow down.', consecutive: errors.length },
    })
    parts.queue.intercept = null
    await parts.clock.advance(120_000)
    await expectIndexEqualsBucket(parts)
    expect(await parts.index.getEventState()).toMatchObject({ trouble: null })
    await end()
  })

  it('survives an index that is away', async () => {
    const { parts, written, errors, end } = start()
    const { applyEvents, saveEventState } = parts.index
    const away = async () => {
      throw new AppError('database', 'The database is away.')
    }
    parts.index.applyEvents = away
    parts.index.saveEventState = away
    parts.queue.send(await written(taskKeyOf('a'), documentOf()))
    await parts.clock.advance(200_000)
    expect(errors.length).toBeGreaterThan(1)
    expect(parts.queue.bodies()).toHaveLength(1)
    Object.assign(parts.index, { applyEvents, saveEventState })
    await parts.clock.advance(200_000)
    await expectIndexEqualsBucket(parts)
    expect(parts.queue.bodies()).toEqual([])
    await end()
  })
})
