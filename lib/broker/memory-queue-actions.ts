import { isControlQueue } from '@/lib/celery/queue-name'
import { AppError } from '@/lib/errors'
import type { Broker, OutgoingMessage, QueueRef, WaitingMessage } from './broker'
import type { MemoryQueue } from './memory'

type Actions = Omit<Required<Broker>, 'label' | 'region' | 'listQueues' | 'getQueue' | 'getDepth' | 'send'>

/** What a person asks of a queue, in memory: receives are counted, and dead letters move as in SQS. */
export function memoryQueueActions(
  queues: Map<string, MemoryQueue>,
  find: (name: string) => MemoryQueue,
  refOf: (name: string) => QueueRef,
): Actions {
  const known = new WeakMap<OutgoingMessage, { messageId: string; receives: number }>()
  let ids = 0

  function factsOf(message: OutgoingMessage) {
    const facts = known.get(message) ?? { messageId: `message-${++ids}`, receives: 0 }
    known.set(message, facts)
    return facts
  }

  /** SQS moves a message when it would be received once more than allowed. */
  function receive(queue: MemoryQueue, message: OutgoingMessage): WaitingMessage | null {
    const facts = factsOf(message)
    if (queue.deadLetter && facts.receives >= queue.deadLetter.maxReceiveCount) {
      queue.messages.splice(queue.messages.indexOf(message), 1)
      find(queue.deadLetter.name).messages.push(message)
      known.set(message, { ...facts, receives: 0 })
      return null
    }
    facts.receives += 1
    const { messageId, receives } = facts
    const groupId = message.groupId ?? null
    return { messageId, body: message.body, receiveCount: receives, sentMs: null, groupId, hasAttributes: false }
  }

  return {
    async borrow({ name }, { atMost, enough }, use, signal) {
      signal.throwIfAborted()
      const queue = find(name)
      const waiting = queue.messages.filter(({ delaySeconds = 0 }) => delaySeconds === 0)
      const held: WaitingMessage[] = []
      for (const message of waiting) {
        if (held.length >= atMost || enough?.(held)) break
        const received = receive(queue, message)
        if (received) held.push(received)
      }
      return use(held, async (messageId) => {
        const at = queue.messages.findIndex((message) => known.get(message)?.messageId === messageId)
        if (at < 0) throw new AppError('internal', 'A message was to be removed that is not held.')
        queue.messages.splice(at, 1)
      })
    },

    async startRedrive({ name }, { perSecond }, signal) {
      signal.throwIfAborted()
      const queue = find(name)
      queue.redrives.unshift({
        handle: `redrive-${++ids}`,
        status: 'running',
        moved: 0,
        toMove: queue.messages.length,
        perSecond,
        startedMs: null,
        failure: null,
      })
    },

    async listRedrives({ name }, signal) {
      signal.throwIfAborted()
      return find(name).redrives
    },

    async cancelRedrive({ name }, handle, signal) {
      signal.throwIfAborted()
      const redrive = find(name).redrives.find((each) => each.handle === handle)
      if (redrive) Object.assign(redrive, { handle: null, status: 'cancelled' })
    },

    async purge({ name }, signal) {
      signal.throwIfAborted()
      find(name).messages.splice(0)
    },

    async listControlQueues(signal) {
      signal.throwIfAborted()
      return [...queues]
        .filter(([name]) => isControlQueue(name))
        .map(([name, { createdMs, messages, inFlight }]) => ({
          queue: refOf(name),
          createdMs,
          visible: messages.length,
          inFlight,
        }))
    },

    async deleteQueue({ name }, signal) {
      signal.throwIfAborted()
      find(name)
      queues.delete(name)
    },
  }
}
