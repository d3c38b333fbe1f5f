import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventQueue } from './event-queue'

/** An empty queue. */
export type EventQueueHarness = { queue: EventQueue; send(body: string): Promise<void>; close(): Promise<void> }

/** What every adapter of the port must do. Call it from the adapter's own test file. */
export function runEventQueueConformance(name: string, open: () => Promise<EventQueueHarness>): void {
  describe(`${name} as a queue of events`, () => {
    let harness: EventQueueHarness
    let queue: EventQueue
    const { signal } = new AbortController()
    const atOnce = { waitSeconds: 0, visibilitySeconds: 60 }
    beforeAll(async () => {
      harness = await open()
      queue = harness.queue
    })
    afterAll(() => harness.close())

    const drain = async () => {
      const found = []
      for (;;) {
        const messages = await queue.receive(atOnce, signal)
        if (messages.length === 0) return found
        found.push(...messages)
      }
    }

    it('answers an empty queue at once, or after the time it may wait', async () => {
      expect(await queue.receive(atOnce, signal)).toEqual([])
      expect(await queue.receive({ waitSeconds: 1, visibilitySeconds: 60 }, signal)).toEqual([])
      expect(await queue.getBacklog(signal)).toEqual({ waiting: 0, inFlight: 0 })
    })

    it('hands out a message while it waits for one', async () => {
      const waiting = queue.receive({ waitSeconds: 10, visibilitySeconds: 60 }, signal)
      await harness.send('{"a": "é"}')
      const messages = await waiting
      expect(messages).toMatchObject([{ body: '{"a": "é"}', receives: 1 }])
      expect(Math.abs((messages[0]?.sentMs ?? 0) - Date.now())).toBeLessThan(60_000)
      expect(await queue.receive(atOnce, signal)).toEqual([])
      await queue.remove(messages, signal)
      expect(await queue.getBacklog(signal)).toEqual({ waiting: 0, inFlight: 0 })
    })

    it('gives ten at most, and removes any number', async () => {
      for (let at = 0; at < 23; at += 1) await harness.send(`${at}`)
      expect(await queue.getBacklog(signal)).toEqual({ waiting: 23, inFlight: 0 })
      const first = await queue.receive(atOnce, signal)
      expect(first.length).toBeLessThanOrEqual(10)
      const all = [...first, ...(await drain())]
      expect(all.map(({ body }) => Number(body)).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 23 }, (_, at) => at),
      )
      expect(await queue.getBacklog(signal)).toEqual({ waiting: 0, inFlight: 23 })
      await queue.remove(all, signal)
      expect(await queue.getBacklog(signal)).toEqual({ waiting: 0, inFlight: 0 })
      await queue.remove([], signal)
    })

    it('gives what was not removed again, and counts how often', async () => {
      await harness.send('again')
      const [once] = await queue.receive({ waitSeconds: 0, visibilitySeconds: 1 }, signal)
      expect(once?.receives).toBe(1)
      const [twice] = await queue.receive({ waitSeconds: 5, visibilitySeconds: 60 }, signal)
      expect(twice).toMatchObject({ id: once?.id, receives: 2 })
      if (!twice) throw new Error('it did not come again')
      await queue.release([twice], signal)
      const thrice = await queue.receive({ waitSeconds: 5, visibilitySeconds: 60 }, signal)
      expect(thrice).toMatchObject([{ id: once?.id, receives: 3 }])
      await queue.remove(thrice, signal)
    })

    it('stops waiting when asked to', async () => {
      const stop = new AbortController()
      const waiting = queue.receive({ waitSeconds: 20, visibilitySeconds: 60 }, stop.signal)
      setTimeout(() => stop.abort(), 50)
      await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    })
  })
}
