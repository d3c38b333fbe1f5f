import { describe, expect, it } from 'vitest'
import { probeKey } from '@/lib/celery/result-key'
import { AppError } from '@/lib/errors'
import { bridgeBody, recordOf, s3Body, snsBody } from '@/lib/events/testing'
import { readEventsOnce } from './event-round'
import { documentOf, expectIndexEqualsBucket, groupKeyOf, taskKeyOf } from './testing'
import { eventTestParts } from './testing-events'

const { signal } = new AbortController()
const atOnce = { waitSeconds: 0 }
const a = taskKeyOf('a')

function setUp() {
  const events = eventTestParts()
  const { parts } = events
  const { queue, index, store, clock } = parts
  return { ...events, queue, index, store, clock, round: () => readEventsOnce(parts, atOnce, signal) }
}

describe('a round of events', () => {
  it('brings new, changed and removed results into the index, and empties the queue', async () => {
    const { parts, queue, index, store, written, removed, round } = setUp()
    const b = taskKeyOf('b c/+é')
    queue.send(await written(a, documentOf()))
    queue.send(await written(b, documentOf({ name: 'x' })))
    queue.send(await written(groupKeyOf('g'), '{"result": [["g", null], []]}'))
    expect(await round()).toMatchObject({ messages: 3, failure: null })
    await expectIndexEqualsBucket(parts)
    expect(store.requests.list).toBe(0)
    expect(await index.getEventState()).toMatchObject({ read: 3 })
    queue.send(await written(a, documentOf({ result: 2 })))
    queue.send(removed(b))
    await round()
    await expectIndexEqualsBucket(parts)
    expect(queue.bodies()).toEqual([])
    expect(await index.getEventState()).toMatchObject({ messages: 5, applied: 5, repeated: 0, foreign: 0 })
  })

  it('reads an object once, however often and in what order its events come', async () => {
    const { parts, queue, clock, written, removed, round } = setUp()
    const first = await written(a, documentOf({ status: 'STARTED' }))
    await clock.advance(2000)
    const second = await written(a, documentOf())
    const third = removed(a)
    const fourth = await written(a, documentOf({ result: 3 }))
    for (const body of [fourth, second, first, fourth]) queue.send(body)
    await round()
    for (const body of [third, second, fourth, first]) queue.send(body)
    await round()
    await expectIndexEqualsBucket(parts)
    expect(await parts.index.getEventState()).toMatchObject({ messages: 8, applied: 1, repeated: 7, read: 1 })
  })

  it('asks for nothing that the index has already, and for no object that neither has', async () => {
    const { parts, queue, index, store, written, removed, round } = setUp()
    const first = await written(a, documentOf())
    queue.send(first)
    await round()
    await index.prune({
      minuteBucketsMs: 0,
      hourBucketsMs: 0,
      queueSamplesMs: 0,
      goneMs: 0,
      sequencersMs: Number.MAX_SAFE_INTEGER,
      setAsideMs: 0,
    })
    queue.send(first)
    queue.send(removed(taskKeyOf('never seen')))
    await round()
    expect(store.requests.get).toBe(1)
    await expectIndexEqualsBucket(parts)
  })

  it('takes the event of a STARTED version as the beginning of the run', async () => {
    const { parts, queue, clock, written, round } = setUp()
    await clock.advance(345)
    const startedMs = clock.now()
    const worker = 'w@1'
    queue.send(await written(a, documentOf({ status: 'STARTED', worker, result: { pid: 1, hostname: worker } })))
    await round()
    await clock.advance(4000)
    const done = new Date(clock.now()).toISOString().replace('Z', '+00:00')
    queue.send(await written(a, documentOf({ date_done: done, worker })))
    await round()
    expect(parts.index.contents().tasks).toMatchObject([{ state: 'SUCCESS', startedMs, runtimeMs: 4000 }])
  })

  it('reads all three envelopes; counts tests and foreign buckets and keys, and lets go of them', async () => {
    const { parts, queue, index, written, round } = setUp()
    const keys = ['one', 'two', 'three'].map(taskKeyOf) as [string, string, string]
    const [first, second] = [await written(keys[0], documentOf()), await written(keys[1], documentOf())]
    await written(keys[2], documentOf())
    queue.send(first)
    queue.send(snsBody(second))
    queue.send(bridgeBody({ key: keys[2] }))
    queue.send(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'shop' }))
    queue.send(s3Body(recordOf({ eventName: 'ObjectTagging:Put' })))
    queue.send(s3Body(recordOf({ bucket: 'another', key: a })))
    queue.send(s3Body(recordOf({ key: 'logs/file.csv' })))
    queue.send(s3Body(recordOf({ key: `${a}%00` })))
    await round()
    await expectIndexEqualsBucket(parts)
    expect(queue.bodies()).toEqual([])
    expect(await index.getEventState()).toMatchObject({
      messages: 8,
      applied: 3,
      read: 3,
      others: 2,
      foreign: 3,
      setAside: 0,
    })
  })

  it('does not believe the time of an event that lies ahead', async () => {
    const { queue, index, clock, written, round } = setUp()
    const told = JSON.parse(await written(a, documentOf()))
    told.Records[0].eventTime = '9999-12-31T23:59:59.000Z'
    queue.send(JSON.stringify(told))
    await round()
    expect((await index.getEventState()).newestMs).toBe(clock.now())
  })

  it('takes huge messages one after the other, and many of them at once without end', async () => {
    const { parts, queue, store, index, written, round } = setUp()
    const told = JSON.parse(await written(a, documentOf()))
    const [record] = told.Records
    const many = (from: number) =>
      Array.from({ length: 900 }, (_, at) => {
        const key = taskKeyOf(`missing-${from}-${at}-${'x'.repeat(80)}`)
        return { ...record, s3: { ...record.s3, object: { ...record.s3.object, key } } }
      })
    for (let from = 0; from < 6; from += 1) queue.send(s3Body(...many(from)))
    queue.send(s3Body(...Array.from({ length: 1000 }, () => record)))
    queue.send(`"${'x'.repeat(1_000_000)}`)
    const batches: number[] = []
    const counting: typeof index = {
      ...index,
      applyEvents: (batch) => {
        batches.push(batch.sequencers.length)
        return index.applyEvents(batch)
      },
    }
    expect(await readEventsOnce({ ...parts, index: counting }, atOnce, signal)).toMatchObject({ messages: 8 })
    expect(Math.max(...batches)).toBeLessThanOrEqual(2000)
    expect(batches.reduce((sum, count) => sum + count, 0)).toBe(5401)
    expect(store.requests.get).toBe(5401)
    await expectIndexEqualsBucket(parts)
    expect(queue.bodies()).toHaveLength(1)
    expect(await round()).toMatchObject({ messages: 0 })
  })

  it('counts a probe neither as applied nor as late, however often it comes', async () => {
    const { queue, index, round } = setUp()
    const key = probeKey('shop/', 'p')
    for (const sequencer of [undefined, undefined, '0A', '0A']) queue.send(s3Body(recordOf({ key, sequencer })))
    await round()
    expect((await index.listEventMarks([key]))[0]?.sequencer).not.toBeNull()
    queue.send(s3Body(recordOf({ key, sequencer: '0A' })))
    await round()
    expect(await index.getEventState()).toMatchObject({ applied: 0, repeated: 0, foreign: 5 })
  })

  it('leaves what nobody understands for a while, then sets it aside with the reason', async () => {
    const { parts, queue, clock, written, round } = setUp()
    queue.send('hello')
    queue.send(await written(a, '\x80\x05 no result at all'))
    for (let times = 1; times <= 3; times += 1) {
      expect(parts.index.contents().setAside).toEqual([])
      expect(await round()).toMatchObject({ failure: null })
      await clock.advance(120_000)
    }
    // A document that cannot be decoded is a fact about that object, and stands in the index as one.
    expect(parts.index.contents()).toMatchObject({
      tasks: [{ state: 'UNREADABLE' }],
      setAside: [{ reason: 'The message is no JSON object.', body: 'hello', receives: 3 }],
    })
    expect(queue.bodies()).toEqual([])
  })

  it('keeps the message of an object that cannot be had, and no other', async () => {
    const { parts, queue, store, clock, written, round } = setUp()
    queue.send(await written(a, documentOf()))
    queue.send(await written(taskKeyOf('b'), documentOf()))
    store.intercept = ({ key }) => {
      if (key === a) throw new AppError('throttled', 'Slow down.')
      return undefined
    }
    expect(await round()).toMatchObject({ failure: { code: 'throttled' } })
    expect(parts.index.contents().tasks).toHaveLength(1)
    expect(queue.bodies()).toHaveLength(1)
    store.intercept = null
    expect(await round()).toMatchObject({ messages: 0 })
    await clock.advance(120_000)
    expect(await round()).toMatchObject({ messages: 1, failure: null })
    await expectIndexEqualsBucket(parts)
  })

  it('shows an object that is refused, and believes the removal of one', async () => {
    const { parts, queue, store, written, removed, round } = setUp()
    queue.send(await written(taskKeyOf('b'), documentOf()))
    await round()
    store.intercept = () => ({ forbidden: true })
    queue.send(await written(a, documentOf()))
    queue.send(removed(taskKeyOf('b')))
    expect(await round()).toMatchObject({ failure: null })
    expect(parts.index.contents().tasks).toMatchObject([{ key: a, problemCode: 'forbidden' }])
  })

  it('reads again at once what was read before its key was seen to be gone', async () => {
    const { parts, queue, store, index, clock, written, round } = setUp()
    queue.send(await written(a, documentOf()))
    await round()
    queue.send(await written(a, documentOf({ result: 2 })))
    // While the object is being read, a sweep sees the key gone, which was there before and after.
    store.intercept = async () => {
      store.intercept = null
      await clock.advance(5)
      await index.apply({ tasks: [], groups: [], gone: [{ key: a }], atMs: clock.now() })
      return undefined
    }
    await round()
    expect(parts.index.contents().tasks).toEqual([])
    expect(await round()).toMatchObject({ messages: 1, failure: null })
    await expectIndexEqualsBucket(parts)
  })

  it('does not read without a pause what stays too late, as with a clock that is behind', async () => {
    const { parts, queue, index, store, clock, written, round } = setUp()
    const gone = { tasks: [], groups: [], gone: [{ key: a, seenMs: clock.now() + 300_000 }], atMs: clock.now() }
    await index.apply(gone)
    queue.send(await written(a, documentOf()))
    for (let count = 0; count < 20; count += 1) await round()
    expect(store.requests.get).toBeLessThan(6)
    await clock.advance(420_000)
    await round()
    await expectIndexEqualsBucket(parts)
    expect(queue.bodies()).toEqual([])
  })

  it('takes a hundred messages at once where there are as many', async () => {
    const { parts, queue, written, round } = setUp()
    for (let at = 0; at < 250; at += 1) queue.send(await written(taskKeyOf(`t${at}`), documentOf({ result: at })))
    expect(await round()).toMatchObject({ messages: 100 })
    expect(await round()).toMatchObject({ messages: 100 })
    expect(await round()).toMatchObject({ messages: 50 })
    await expectIndexEqualsBucket(parts)
    expect(queue.requests).toMatchObject({ receive: 30, remove: 3 })
  })
})
