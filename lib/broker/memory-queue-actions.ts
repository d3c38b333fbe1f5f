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
  type Facts = { messageId: string; receives: number; diedIn: string | null }
  const known = new WeakMap<OutgoingMessage, Facts>()
  let ids = 0

  function factsOf(message: OutgoingMessage): Facts {
    const facts = known.get(message) ?? { messageId: `message-${++ids}`, receives: 0, diedIn: null }
    known.set(message, facts)
    return facts
  }

  /** SQS moves a message when it would be received once more than allowed. */
  function receive(name: string, message: OutgoingMessage): WaitingMessage | null {
    const queue = find(name)
    const facts = factsOf(message)
    if (queue.deadLetter && facts.receives >= queue.deadLetter.maxReceiveCount) {
      queue.messages.splice(queue.messages.indexOf(message), 1)
      find(queue.deadLetter.name).messages.push(message)
      known.set(message, { ...facts, receives: 0, diedIn: name })
      return null
    }
    facts.receives += 1
    const { messageId, receives, diedIn } = facts
    const { body, groupId = null, attributes = {} } = message
    const source = diedIn === null ? null : refOf(diedIn)
    return { messageId, body, receiveCount: receives, sentMs: null, groupId, attributes, diedIn: source }
  }

  function remove({ messages }: MemoryQueue, messageId: string): void {
    const at = messages.findIndex((message) => known.get(message)?.messageId === messageId)
    if (at < 0) throw new AppError('internal', 'A message was to be removed that is not held.')
    messages.splice(at, 1)
  }

  return {
    async borrow({ name }, { atMost }, use, signal) {
      const queue = find(name)
      const waiting = queue.messages.filter(({ delaySeconds = 0 }) => delaySeconds === 0)
      let received = 0
      while (received < atMost) {
        signal.throwIfAborted()
        const batch: WaitingMessage[] = []
        for (const message of waiting.splice(0, Math.min(10, atMost - received))) {
          const held = receive(name, message)
          if (held) batch.push(held)
        }
        if (batch.length === 0) return { received, ended: 'empty' }
        received += batch.length
        if ((await use(batch, async (messageId) => remove(queue, messageId))) === 'enough')
          return { received, ended: 'enough' }
      }
      return { received, ended: 'limit' }
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
