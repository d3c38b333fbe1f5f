import type { Broker, QueueDepth, QueueRef } from '@/lib/broker/broker'
import { isAppError } from '@/lib/errors'
import type { QueueSampleRow, TaskIndex } from './index-port'

export type QueueSampler = {
  /** Reads all queues once and stores what they say. Throws only where the queues cannot even be listed. */
  sample(signal: AbortSignal): Promise<void>
}

type Reading = { queue: QueueRef; depth: QueueDepth | null; problem: string | null }

/** How many queues are asked at once. */
const atOnce = 8

/**
 * Samples the depth of every watched queue and of the queues their dead letters go to. A queue that cannot be read
 * keeps its last numbers, with the sentence that says why they are old; the others are not held up by it.
 */
export function createQueueSampler(broker: Broker, index: TaskIndex, now: () => number): QueueSampler {
  let seen: QueueRef[] = []

  async function read(queue: QueueRef, signal: AbortSignal): Promise<Reading> {
    try {
      return { queue, depth: await broker.getDepth(queue, signal), problem: null }
    } catch (error) {
      signal.throwIfAborted()
      if (!isAppError(error)) throw error
      return { queue, depth: null, problem: error.message }
    }
  }

  async function readAll(queues: QueueRef[], signal: AbortSignal): Promise<Reading[]> {
    const readings: Reading[] = []
    for (let at = 0; at < queues.length; at += atOnce) {
      readings.push(...(await Promise.all(queues.slice(at, at + atOnce).map((queue) => read(queue, signal)))))
    }
    return readings
  }

  return {
    async sample(signal) {
      const listed = await broker.listQueues(signal)
      const readings = await readAll(listed, signal)
      const deadLetterQueues = unlistedDeadLetterQueues(readings)
      // Nobody asked for these by name, so one that may not be read is simply left out.
      const deadLetters = (await readAll(deadLetterQueues, signal)).filter(({ depth }) => depth !== null)
      const present = new Set([...listed, ...deadLetterQueues].map(identity))
      const vanished = seen
        .filter((queue) => !present.has(identity(queue)))
        .map((queue): Reading => ({ queue, depth: null, problem: 'SQS no longer lists this queue.' }))
      const all = [...readings, ...deadLetters, ...vanished]
      seen = [...listed, ...deadLetters.map(({ queue }) => queue)]
      const names = new Map(all.map(({ queue }) => [identity(queue), queue.name]))
      const sampledMs = now()
      if (all.length > 0) await index.saveQueueDepths(all.map((reading) => rowOf(reading, names, sampledMs)))
    },
  }
}

/** A queue that does not exist has no URL. */
const identity = ({ url, name }: QueueRef) => url || name

function unlistedDeadLetterQueues(readings: Reading[]): QueueRef[] {
  const known = new Set(readings.map(({ queue }) => identity(queue)))
  return readings.flatMap(({ depth }): QueueRef[] => {
    if (!depth?.deadLetter || known.has(identity(depth.deadLetter))) return []
    known.add(identity(depth.deadLetter))
    return [depth.deadLetter]
  })
}

function rowOf({ queue, depth, problem }: Reading, names: Map<string, string>, sampledMs: number): QueueSampleRow {
  const deadLetter = depth?.deadLetter ?? null
  return {
    name: queue.name,
    url: queue.url,
    fifo: queue.fifo,
    sampledMs,
    visible: depth?.visible ?? 0,
    inFlight: depth?.inFlight ?? 0,
    delayed: depth?.delayed ?? 0,
    deadLetterName: deadLetter && (names.get(identity(deadLetter)) ?? deadLetter.name),
    maxReceiveCount: deadLetter?.maxReceiveCount ?? null,
    retentionSeconds: depth?.retentionSeconds ?? null,
    visibilityTimeoutSeconds: depth?.visibilityTimeoutSeconds ?? null,
    maximumMessageBytes: depth?.maximumMessageBytes ?? null,
    problem,
  }
}
