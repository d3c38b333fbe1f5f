import { isControlQueue, isFifoName, toSqsName } from '@/lib/celery/queue-name'
import { AppError } from '@/lib/errors'
import type { Broker, OutgoingMessage, QueueDepth, QueueRef, Redrive } from './broker'
import { memoryQueueActions } from './memory-queue-actions'

export type MemoryQueue = {
  messages: OutgoingMessage[]
  inFlight: number
  visibilityTimeoutSeconds: number
  maximumMessageBytes: number
  deadLetter: { name: string; maxReceiveCount: number } | null
  createdMs: number
  /** Newest first. Each is running until a test changes it. */
  redrives: Redrive[]
}

export type MemoryBroker = Required<Broker> & {
  /** By Celery name. Change it at will. */
  readonly queues: Map<string, MemoryQueue>
  addQueue(name: string, attributes?: Partial<MemoryQueue>): MemoryQueue
}

/** A broker without a network, for tests: keeps what it is sent, refuses what SQS would refuse. */
export function openMemoryBroker(names: string[] = [], queueNamePrefix = ''): MemoryBroker {
  const queues = new Map<string, MemoryQueue>()

  function addQueue(name: string, attributes: Partial<MemoryQueue> = {}): MemoryQueue {
    const defaults = { inFlight: 0, visibilityTimeoutSeconds: 1800, maximumMessageBytes: 1_048_576, deadLetter: null }
    const queue = { messages: [], redrives: [], createdMs: 0, ...defaults, ...attributes }
    queues.set(name, queue)
    return queue
  }

  function refOf(name: string): QueueRef {
    const sqsName = toSqsName(queueNamePrefix, name)
    return { name, sqsName, url: queues.has(name) ? `memory://queue/${sqsName}` : '', fifo: isFifoName(sqsName) }
  }

  function find(name: string): MemoryQueue {
    const queue = queues.get(name)
    if (!queue)
      throw new AppError('no_such_queue', `There is no queue "${name}". A worker creates its queues when it starts.`)
    return queue
  }

  for (const name of names) addQueue(name)
  return {
    label: `memory:${queueNamePrefix}`,
    region: null,
    queues,
    addQueue,
    ...memoryQueueActions(queues, find, refOf),

    async listQueues(signal) {
      signal.throwIfAborted()
      return [...queues.keys()].filter((name) => !isControlQueue(name)).map(refOf)
    },

    async getQueue(celeryQueue, signal) {
      signal.throwIfAborted()
      return queues.has(celeryQueue) ? refOf(celeryQueue) : null
    },

    async getDepth({ name }, signal): Promise<QueueDepth> {
      signal.throwIfAborted()
      const { messages, inFlight, visibilityTimeoutSeconds, maximumMessageBytes, deadLetter } = find(name)
      const delayed = messages.filter((message) => (message.delaySeconds ?? 0) > 0).length
      return {
        visible: messages.length - delayed,
        inFlight,
        delayed,
        deadLetter: deadLetter && { ...refOf(deadLetter.name), maxReceiveCount: deadLetter.maxReceiveCount },
        retentionSeconds: 345_600,
        visibilityTimeoutSeconds,
        maximumMessageBytes,
      }
    },

    async send(celeryQueue, message, signal) {
      signal.throwIfAborted()
      const { messages, maximumMessageBytes } = find(celeryQueue)
      const { fifo } = refOf(celeryQueue)
      if (Buffer.byteLength(message.body) > maximumMessageBytes) {
        throw new AppError('too_large', `The message is larger than the ${maximumMessageBytes} bytes the queue takes.`)
      }
      if (fifo ? message.delaySeconds || !message.groupId || !message.deduplicationId : message.deduplicationId) {
        throw new AppError('upstream', `The message's parameters do not fit a ${fifo ? 'FIFO' : 'standard'} queue.`)
      }
      if (fifo && messages.some(({ deduplicationId }) => deduplicationId === message.deduplicationId)) return
      messages.push({ ...message })
    },
  }
}
