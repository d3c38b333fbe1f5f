import { describe, expect, it } from 'vitest'
import { openMemoryIndex } from '@/lib/db/memory-index'
import { AppError } from '@/lib/errors'
import { createMemoryEventQueue } from '@/lib/event-queue/memory'
import { recordOf, s3Body } from '@/lib/events/testing'
import { createMemoryStore } from '@/lib/results/memory'
import { decodeDocument } from '@/lib/sync/decode-document'
import { readEventsOnce } from '@/lib/sync/event-round'
import { checkEvents } from './check-events'

const signal = AbortSignal.timeout(10_000)
const keyPrefix = 'celery/'

function setUp({ sends = true } = {}) {
  const queue = createMemoryEventQueue()
  const store = createMemoryStore()
  const index = openMemoryIndex()
  const parts = { queue, store, index, bucket: 'shop', keyPrefix, now: Date.now }
  store.intercept = ({ operation, key }) => {
    if (sends && operation === 'put') queue.send(s3Body(recordOf({ key })))
    return undefined
  }
  return { ...parts, parts, check: (mayWrite = true) => checkEvents(parts, { mayWrite, waitMs: 1500 }, signal) }
}

describe('checkEvents', () => {
  it('says what is missing where no queue is configured', async () => {
    const { parts } = setUp()
    expect(await checkEvents({ ...parts, queue: null }, { mayWrite: true }, signal)).toMatchObject([
      { ok: true, message: expect.stringContaining('EVENTS_QUEUE_URL') },
    ])
  })

  it('sees the event of a probe come, removes both, and leaves other messages', async () => {
    const { check, store, queue } = setUp()
    queue.send('another')
    expect(await check()).toMatchObject([
      { ok: true, message: 'readable, about 1 waiting.' },
      { ok: true, message: expect.stringContaining('the probe is removed') },
    ])
    expect(store.size).toBe(0)
    expect(queue.bodies()).toEqual(['another'])
  })

  it('finds it where a running dashboard was quicker, which takes no probe for a task', async () => {
    const { check, parts, index, queue } = setUp()
    await index.saveEventState({ heardMs: Date.now() })
    const checking = check()
    const decode = decodeDocument(1000)
    const reading = readEventsOnce({ ...parts, decode }, { waitSeconds: 5 }, signal)
    expect((await checking)[1]).toMatchObject({ ok: true })
    await reading
    expect(queue.requests.receive).toBe(1)
    expect(index.contents().tasks).toEqual([])
  })

  it('names bucket and policy where it does not come, and still removes the probe', async () => {
    const { check, store } = setUp({ sends: false })
    expect((await check())[1]).toMatchObject({ ok: false, message: expect.stringContaining('s3.amazonaws.com') })
    expect(store.size).toBe(0)
    expect(store.requests.put).toBe(1)
  })

  it('writes nothing where it must not, and is content where it cannot', async () => {
    const { check, store } = setUp()
    expect(await check(false)).toHaveLength(1)
    expect(store.requests.put).toBe(0)
    store.intercept = ({ operation }) => {
      if (operation === 'put') throw new AppError('access_denied', 'Allow s3:PutObject.')
      return undefined
    }
    expect((await check())[1]).toMatchObject({ ok: true, message: expect.stringContaining('may not write') })
  })

  it('passes on the sentence of a refusal', async () => {
    const { check, queue } = setUp()
    queue.intercept = () => {
      throw new AppError('no_such_queue', 'There is no such queue.')
    }
    expect(await check()).toMatchObject([{ ok: false, message: 'There is no such queue.' }])
  })
})
