import type { QueueRef, WaitingMessage } from '@/lib/broker/broker'
import { readTaskMessage } from '@/lib/celery/task-message'
import type { ResendOutcome, ResendRequest } from '@/lib/contract/queue-actions'
import { AppError, isAppError } from '@/lib/errors'
import type { ActionParts } from './action-parts'
import { resendRefusal } from './describe-message'
import { brokerWith, findQueue } from './find-queue'
import { noteQueueAction } from './note-queue-action'

/** A queue hands out a random sample; a message that is not among so many is not looked for any longer. */
const lookAtMost = 200
const holdSeconds = 60

/**
 * Sends messages of a (dead-letter) queue to where they belong, byte for byte, and deletes each there only after it was
 * sent: a failure in between leaves it in both, never in none. The bodies are received again here, so what is sent is what
 * lies in the queue. Never throws for a single message; see the outcomes.
 */
export async function resendMessages(
  parts: ActionParts,
  name: string,
  { messageIds, to, reason }: ResendRequest,
  signal: AbortSignal,
): Promise<ResendOutcome[]> {
  const broker = brokerWith(parts, 'borrow')
  brokerWith(parts, 'send')
  const queue = await findQueue(broker, name, signal)
  const wanted = new Set(messageIds)
  const enough = (messages: WaitingMessage[]) =>
    messages.filter(({ messageId }) => wanted.has(messageId)).length === wanted.size
  const outcomes = await broker.borrow(
    queue,
    { atMost: lookAtMost, holdSeconds, enough },
    async (messages, remove) => {
      const found: ResendOutcome[] = []
      for (const message of messages) {
        if (!wanted.delete(message.messageId)) continue
        found.push(await resendOne(parts, queue, message, to ?? null, remove, signal))
      }
      return found
    },
    signal,
  )
  const missing = [...wanted].map((messageId) => outcomeOf(messageId, 'not_found', null, notFound))
  const sent = outcomes.filter(({ outcome }) => outcome === 'sent' || outcome === 'duplicate').length
  const outcome = sent === messageIds.length ? 'done' : sent > 0 ? 'partly' : 'failed'
  const details = { to: to ?? null, asked: messageIds.length }
  await noteQueueAction(parts, { action: 'resend', target: name, outcome, details, count: sent, reason })
  return [...outcomes, ...missing]
}

const notFound = 'It was not received: it is gone, somebody else holds it, or too many others wait. Sample again.'

async function resendOne(
  parts: ActionParts,
  from: QueueRef,
  message: WaitingMessage,
  to: string | null,
  remove: (messageId: string) => Promise<void>,
  signal: AbortSignal,
): Promise<ResendOutcome> {
  const { messageId, body, groupId } = message
  const refusal = resendRefusal(message, parts.now())
  if (refusal !== null) return outcomeOf(messageId, 'refused', null, refusal)
  const celeryQueue = to ?? readTaskMessage(body).celeryQueue
  if (celeryQueue === null)
    return outcomeOf(messageId, 'refused', null, 'It names no queue. Choose the queue to send to.')
  let queue: QueueRef
  try {
    const broker = brokerWith(parts, 'send')
    queue = await findQueue(broker, celeryQueue, signal)
    if (queue.url === from.url) return outcomeOf(messageId, 'refused', queue.name, 'It lies in this queue already.')
    const fifo = queue.fifo ? { groupId: groupId ?? 'default', deduplicationId: parts.newId() } : {}
    await broker.send(queue.name, { body, ...fifo }, signal)
  } catch (error) {
    return outcomeOf(messageId, 'failed', celeryQueue, sentenceOf(error))
  }
  try {
    await remove(messageId)
    return outcomeOf(messageId, 'sent', queue.name, null)
  } catch (error) {
    const why = `It was sent, but is still in ${from.name}, too: ${sentenceOf(error)} Do not send it again.`
    return outcomeOf(messageId, 'duplicate', queue.name, why)
  }
}

function outcomeOf(messageId: string, outcome: ResendOutcome['outcome'], queue: string | null, why: string | null) {
  return { messageId, outcome, queue, why }
}

/** What has no sentence of its own is a fault of ours, and ends the whole. */
function sentenceOf(error: unknown): string {
  if (isAppError(error)) return error.message
  throw new AppError('internal', 'Sending a message back failed. Look into both queues before trying again.', {
    cause: error,
  })
}
