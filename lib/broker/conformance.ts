import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAppError } from '@/lib/errors'
import type { BorrowLimits, Broker, OutgoingMessage, QueueRef, Use, WaitingMessage } from './broker'

/**
 * A broker with the queues `mail`, `reports.daily`, `orders.fifo`, `mail-dead` and `celeryev-7d9f`; `mail` has `mail-dead`
 * behind it after 3 receives.
 */
export type BrokerHarness = {
  broker: Broker
  /** What lies in the queue of that Celery name, delayed messages too, in order of arrival. */
  messages(celeryQueue: string): Promise<OutgoingMessage[]>
  /** Of `mail`. */
  maximumMessageBytes: number
  /** Received dead letters say where they died; an emulator may not. */
  tellsSources: boolean
  close(): Promise<void>
}

/** What every adapter of the broker port must do. Call it from the adapter's own test file. */
export function runBrokerConformance(name: string, open: () => Promise<BrokerHarness>): void {
  describe(`${name} as a broker`, () => {
    let harness: BrokerHarness
    let broker: Broker
    const { signal } = new AbortController()

    beforeAll(async () => {
      harness = await open()
      broker = harness.broker
    })
    afterAll(() => harness.close())

    async function find(celeryQueue: string): Promise<QueueRef> {
      const queue = await broker.getQueue(celeryQueue, signal)
      if (!queue) throw new Error(`no queue ${celeryQueue}`)
      return queue
    }

    async function codeOf(promise: Promise<unknown>): Promise<string> {
      const error = await promise.then(
        () => null,
        (thrown: unknown) => thrown,
      )
      return isAppError(error) ? error.code : `no AppError: ${error}`
    }

    it('lists the queues by names that map to their SQS names', async () => {
      const queues = await broker.listQueues(signal)
      const names = queues.map((queue) => queue.name.replaceAll('.', '-')).sort()
      expect(names).toEqual(['mail', 'mail-dead', 'orders-fifo', 'reports-daily'])
      expect(queues.filter((queue) => queue.fifo).map((queue) => queue.name)).toEqual(['orders.fifo'])
    })

    it('finds a queue by its Celery name and keeps that name', async () => {
      expect(await broker.getQueue('reports.daily', signal)).toMatchObject({ name: 'reports.daily', fifo: false })
      expect(await broker.getQueue('orders.fifo', signal)).toMatchObject({ name: 'orders.fifo', fifo: true })
    })

    it('answers null for a queue that does not exist, whatever its name', async () => {
      for (const missing of ['nowhere', 'zażółć gęślą', 'x'.repeat(200), 'a/b?c=d']) {
        expect(await broker.getQueue(missing, signal)).toBeNull()
      }
    })

    it('reads depth, limits and the dead-letter queue without changing anything', async () => {
      const depth = await broker.getDepth(await find('mail'), signal)
      expect(depth).toMatchObject({ visible: 0, inFlight: 0, delayed: 0, deadLetter: { maxReceiveCount: 3 } })
      expect(depth.maximumMessageBytes).toBe(harness.maximumMessageBytes)
      expect(depth.visibilityTimeoutSeconds).toBeGreaterThan(0)
      expect(depth.retentionSeconds).toBeGreaterThan(0)
      if (!depth.deadLetter) throw new Error('no dead-letter queue')
      expect(await broker.getDepth(depth.deadLetter, signal)).toMatchObject({ visible: 0, deadLetter: null })
    })

    it('says no_such_queue for the depth of a queue that does not exist', async () => {
      const missing = { name: 'nowhere', sqsName: 'nowhere', url: '', fifo: false }
      expect(await codeOf(broker.getDepth(missing, signal))).toBe('no_such_queue')
    })

    it('stops when asked to', async () => {
      await expect(broker.listQueues(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    })

    describe('sending', () => {
      const send = (queue: string, message: OutgoingMessage) => {
        if (!broker.send) throw new Error(`${name} cannot send`)
        return broker.send(queue, message, signal)
      }

      it('delivers the body unchanged, and counts it as visible', async () => {
        await send('reports.daily', { body: 'eyJhIjogMX0=' })
        expect(await broker.getDepth(await find('reports.daily'), signal)).toMatchObject({ visible: 1, delayed: 0 })
        expect((await harness.messages('reports.daily')).map((message) => message.body)).toEqual(['eyJhIjogMX0='])
      })

      it('delays where asked to', async () => {
        await send('mail', { body: 'bGF0ZXI=', delaySeconds: 900 })
        expect(await broker.getDepth(await find('mail'), signal)).toMatchObject({ visible: 0, delayed: 1 })
      })

      it('hands FIFO ids over, and a repeated deduplication id adds nothing', async () => {
        const ids = { groupId: 'default', deduplicationId: 'd-1' }
        await send('orders.fifo', { body: 'b25l', ...ids })
        await send('orders.fifo', { body: 'dHdv', ...ids })
        await send('orders.fifo', { body: 'dGhyZWU=', groupId: 'default', deduplicationId: 'd-2' })
        expect(await harness.messages('orders.fifo')).toMatchObject([
          { body: 'b25l', ...ids },
          { body: 'dGhyZWU=', groupId: 'default', deduplicationId: 'd-2' },
        ])
      })

      it('refuses a queue that does not exist and a body that is too large, with a code', async () => {
        expect(await codeOf(send('nowhere', { body: 'x' }))).toBe('no_such_queue')
        const body = 'x'.repeat(harness.maximumMessageBytes + 1)
        expect(await codeOf(send('mail', { body }))).toBe('too_large')
        await send('mail', { body: body.slice(1) })
      })
    })

    // Dead letters are looked at here, and the two queues are used by nothing above.
    describe('what a person asks of a queue', () => {
      const limits = { atMost: 10, holdSeconds: 30 }

      async function fill(bodies: string[]) {
        if (!broker.send) throw new Error(`${name} cannot send`)
        for (const body of bodies) await broker.send('mail-dead', { body }, signal)
        return find('mail-dead')
      }

      /** Up to that many messages, given back at once. */
      async function look(queue: QueueRef, change: Partial<BorrowLimits> = {}, enough = false) {
        const seen: WaitingMessage[] = []
        const take: Use = async (messages) => {
          seen.push(...messages)
          return enough ? 'enough' : 'more'
        }
        const end = await broker.borrow?.(queue, { ...limits, ...change }, take, signal)
        return { seen, ...end }
      }

      it('hands waiting messages over and gives them back, one receive older', async () => {
        const queue = await fill(['YQ==', 'Yg=='])
        const first = await look(queue)
        expect(first.seen.map(({ body, receiveCount }) => [body, receiveCount]).sort()).toEqual([
          ['YQ==', 1],
          ['Yg==', 1],
        ])
        expect(first).toMatchObject({ received: 2, ended: 'empty' })
        expect((await broker.getDepth(queue, signal)).inFlight).toBe(0)
        const second = await look(queue)
        expect(second.seen.map(({ receiveCount }) => receiveCount)).toEqual([2, 2])
        const ids = ({ seen }: typeof first) => new Set(seen.map(({ messageId }) => messageId))
        expect(ids(second)).toEqual(ids(first))
      })

      it('removes what it is told to and gives the rest back, even after a failure', async () => {
        const queue = await find('mail-dead')
        const failure = broker.borrow?.(
          queue,
          limits,
          async (messages, remove) => {
            const gone = messages.find(({ body }) => body === 'YQ==')
            if (gone) await remove(gone.messageId)
            throw new Error('halfway')
          },
          signal,
        )
        await expect(failure).rejects.toThrow('halfway')
        expect((await harness.messages('mail-dead')).map(({ body }) => body)).toEqual(['Yg=='])
        expect((await broker.getDepth(queue, signal)).inFlight).toBe(0)
      })

      it('stops at the limit, and where it has enough; nothing is handed over twice', async () => {
        const queue = await fill(Array.from({ length: 24 }, (_, at) => `bWFueQ${at}`))
        expect(await look(queue, { atMost: 3 })).toMatchObject({ received: 3, ended: 'limit' })
        const all = await look(queue, { atMost: 100 })
        expect(all).toMatchObject({ received: 25, ended: 'empty' })
        expect(new Set(all.seen.map(({ messageId }) => messageId)).size).toBe(25)
        const some = await look(queue, { atMost: 100 }, true)
        expect(some.ended).toBe('enough')
        expect(some.received).toBeLessThan(25)
      })

      it('carries attributes along, and says in which queue a message died', async () => {
        const { mail, dead } = { mail: await find('mail'), dead: await find('mail-dead') }
        await broker.purge?.(dead, signal)
        const attributes = {
          trace: { type: 'String', text: '00-4bf9' },
          blob: { type: 'Binary', bytes: new Uint8Array([0, 255]) },
        }
        await broker.send?.('mail', { body: 'ZGllcw==', attributes }, signal)
        for (let receives = 0; receives <= 3; receives += 1) await look(mail)
        const { seen } = await look(dead)
        const died = seen.find(({ body }) => body === 'ZGllcw==')
        const bytes = new Uint8Array(died?.attributes.blob?.bytes ?? [])
        expect(died?.attributes.trace).toMatchObject(attributes.trace)
        expect(bytes).toEqual(attributes.blob.bytes)
        if (harness.tellsSources) expect(died?.diedIn).toMatchObject({ name: 'mail' })
        await broker.send?.('mail-dead', { body: 'YnlIYW5k' }, signal)
        expect((await look(dead)).seen.find(({ body }) => body === 'YnlIYW5k')?.diedIn).toBeNull()
      })

      it('purges', async () => {
        const queue = await find('mail-dead')
        await broker.purge?.(queue, signal)
        expect(await harness.messages('mail-dead')).toEqual([])
      })

      it('lists the queues old workers left behind, and deletes one', async () => {
        const [litter] = (await broker.listControlQueues?.(signal)) ?? []
        expect(litter).toMatchObject({ queue: { name: 'celeryev-7d9f' }, createdMs: expect.any(Number), visible: 0 })
        if (litter) await broker.deleteQueue?.(litter.queue, signal)
        expect(await broker.listControlQueues?.(signal)).toEqual([])
      })
    })
  })
}
