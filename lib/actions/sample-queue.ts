import type { QueueDepth, WaitingMessage } from '@/lib/broker/broker'
import type { QueueSampleAnswer } from '@/lib/contract/queue-actions'
import { AppError } from '@/lib/errors'
import type { ActionParts } from './action-parts'
import { describeMessage } from './describe-message'
import { brokerWith, findQueue } from './find-queue'
import { noteQueueAction } from './note-queue-action'

const sampleSize = 10
/** Were the process to die while it looks, workers would get the messages back after this. */
const holdSeconds = 30
/** Where so few receives lead to the dead letters, looking is likely to take a message away from its worker. */
export const fewReceives = 3

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
  const take = async (received: WaitingMessage[]) => received
  const messages = await broker.borrow(queue, { atMost: sampleSize, holdSeconds }, take, signal)
  const count = messages.length
  await noteQueueAction(parts, { action: 'sample', target: name, details: { forced: force }, count, reason })
  const maxReceiveCount = deadLetter?.maxReceiveCount ?? null
  const nowMs = parts.now()
  const options = { nowMs, maxReceiveCount, seen: null }
  const items = messages.map((message) => describeMessage(message, options))
  const seen = await seenNames(items.flatMap((item) => item.name ?? []))
  return {
    items: items.map((item) => ({ ...item, neverSeen: seen && item.name !== null ? !seen.has(item.name) : null })),
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
