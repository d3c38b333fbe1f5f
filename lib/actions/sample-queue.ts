import type { QueueDepth, Use, WaitingMessage } from '@/lib/broker/broker'
import { readTaskMessage } from '@/lib/celery/task-message'
import type { QueueSampleAnswer } from '@/lib/contract/queue-actions'
import { fewReceives } from '@/lib/contract/values'
import { AppError } from '@/lib/errors'
import type { ActionParts } from './action-parts'
import { describeMessage } from './describe-message'
import { brokerWith, findQueue } from './find-queue'
import { noteQueueAction } from './note-queue-action'
import { homeOf } from './send-back'

const sampleSize = 10
/** Were the process to die while it looks, workers would get the messages back after this. */
const holdSeconds = 30

type SampleOptions = {
  force: boolean
  reason?: string
  seenNames(names: string[]): Promise<ReadonlySet<string> | null>
}

/**
 * Receives up to ten waiting messages and gives them back at once. Throws `conflict` where the redrive policy allows three
 * receives or less and `force` is not given, and what the broker throws.
 */
export async function sampleQueue(
  parts: ActionParts,
  name: string,
  { force, reason, seenNames }: SampleOptions,
  signal: AbortSignal,
): Promise<QueueSampleAnswer> {
  const broker = brokerWith(parts, 'borrow')
  const queue = await findQueue(broker, name, signal)
  const { deadLetter } = await broker.getDepth(queue, signal)
  if (deadLetter && deadLetter.maxReceiveCount <= fewReceives && !force) throw tooFewReceives(name, deadLetter)
  const messages: WaitingMessage[] = []
  const take: Use = async (received) => {
    messages.push(...received)
    return 'more'
  }
  await broker.borrow(queue, { atMost: sampleSize, holdSeconds }, take, signal)
  const count = messages.length
  await noteQueueAction(parts, { action: 'sample', target: name, details: { forced: force }, count, reason })
  const seen = await seenNames(messages.flatMap(({ body }) => readTaskMessage(body).name ?? []))
  const options = { nowMs: parts.now(), maxReceiveCount: deadLetter?.maxReceiveCount ?? null, seen }
  return {
    items: await Promise.all(
      messages.map(async (message) => {
        const home = await homeOf(broker, message, signal)
        const goesTo = home && home.url !== queue.url ? home.name : null
        return describeMessage(message, { ...options, goesTo })
      }),
    ),
    effect: effectOf(count, deadLetter),
  }
}

function tooFewReceives(name: string, { name: dead, maxReceiveCount }: NonNullable<QueueDepth['deadLetter']>) {
  const message = `Messages of ${name} go to ${dead} after ${maxReceiveCount} receives, and looking is a receive. Nothing was received. Send force: true to look all the same.`
  return new AppError('conflict', message, { details: { maxReceiveCount, deadLetter: dead } })
}

function effectOf(count: number, deadLetter: QueueDepth['deadLetter']): string {
  if (count === 0) return 'Nothing was received: no message waits, or workers hold them all.'
  const each =
    count === 1 ? 'The receive count of this message' : `The receive count of each of these ${count} messages`
  const after = deadLetter
    ? `; at ${deadLetter.maxReceiveCount} the next receive moves a message to ${deadLetter.name}`
    : '; without a redrive policy that has no consequence'
  return `${each} went up by one${after}. They were given back at once.`
}
