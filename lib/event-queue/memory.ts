import { setTimeout as sleep } from 'node:timers/promises'
import type { EventMessage, EventQueue } from './event-queue'

type Held = { id: string; body: string; sentMs: number; receives: number; visibleMs: number; receipt: string | null }

export type MemoryEventQueue = EventQueue & {
  send(body: string): void
  /** What lies in the queue, in flight or not. */
  bodies(): string[]
  /** How often each request was made. */
  readonly requests: Record<'receive' | 'remove' | 'release' | 'backlog', number>
  /** Called before every request: throw to let it fail, await to delay it. */
  intercept: ((request: { operation: string; number: number }) => void | Promise<void>) | null
  /** Picks which of the visible messages are handed out, of so many; else the oldest. For disorder in tests. */
  pick: ((visible: number) => number) | null
}

/** A queue without a network, with the behaviour of a standard SQS queue. For tests. */
export function createMemoryEventQueue(now: () => number = Date.now): MemoryEventQueue {
  let held: Held[] = []
  let sent = 0
  let receipts = 0
  const requests = { receive: 0, remove: 0, release: 0, backlog: 0 }

  async function enter(operation: keyof typeof requests, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    requests[operation] += 1
    await queue.intercept?.({ operation, number: requests[operation] })
    signal.throwIfAborted()
  }

  function take(visibilitySeconds: number): EventMessage[] {
    const visible = held.filter(({ visibleMs }) => visibleMs <= now())
    const taken: EventMessage[] = []
    while (visible.length > 0 && taken.length < 10) {
      const [message] = visible.splice(queue.pick?.(visible.length) ?? 0, 1)
      if (!message) break
      receipts += 1
      message.receives += 1
      message.visibleMs = now() + visibilitySeconds * 1000
      message.receipt = `receipt-${receipts}`
      const { id, body, receives, sentMs, receipt } = message
      taken.push({ id, body, receives, sentMs, receipt })
    }
    return taken
  }

  const queue: MemoryEventQueue = {
    label: 'memory://events',
    requests,
    intercept: null,
    pick: null,
    send(body) {
      sent += 1
      held.push({ id: `m-${sent}`, body, sentMs: now(), receives: 0, visibleMs: 0, receipt: null })
    },
    bodies: () => held.map(({ body }) => body),

    async receive({ waitSeconds, visibilitySeconds }, signal) {
      await enter('receive', signal)
      const untilMs = Date.now() + waitSeconds * 1000
      for (;;) {
        const taken = take(visibilitySeconds)
        if (taken.length > 0 || Date.now() >= untilMs) return taken
        await sleep(10, undefined, { signal }).catch(() => signal.throwIfAborted())
      }
    },
    async remove(messages, signal) {
      await enter('remove', signal)
      const ids = new Set(messages.map(({ id }) => id))
      // SQS deletes by an older receipt, too, as long as nobody needs to rely on it.
      held = held.filter(({ id }) => !ids.has(id))
    },
    async release(messages, signal) {
      await enter('release', signal)
      for (const { receipt } of messages) {
        const message = held.find((other) => other.receipt === receipt)
        if (message) message.visibleMs = 0
      }
    },
    async getBacklog(signal) {
      await enter('backlog', signal)
      const inFlight = held.filter(({ visibleMs }) => visibleMs > now()).length
      return { waiting: held.length - inFlight, inFlight }
    },
  }
  return queue
}
