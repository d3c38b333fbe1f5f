import type { Broker, QueueRef, WaitingMessage } from '@/lib/broker/broker'
import { planDelivery } from '@/lib/celery/delivery-time'
import { editTaskMessage } from '@/lib/celery/edit-task-message'
import { readTaskMessage } from '@/lib/celery/task-message'
import type { MessageEditRequest, ResendOutcome } from '@/lib/contract/queue-actions'
import { AppError, isAppError } from '@/lib/errors'
import type { ActionParts } from './action-parts'
import { resendRefusal } from './describe-message'

export type SendBack = {
  from: QueueRef
  /** Instead of the queue each message comes from. */
  to: QueueRef | null
  edit: MessageEditRequest
}

/**
 * Sends one borrowed message to where it belongs and deletes it where it lay, in that order and only once SQS has taken
 * the new one: a failure in between leaves the message in both queues, never in none (at least once). What was not asked
 * to be changed is sent as it came, byte for byte, attributes and message group included. It is not ended by a reader who
 * leaves, since nobody could tell then whether it was sent. Never throws for what is wrong with a message.
 */
export async function sendBack(
  { now, newId }: Pick<ActionParts, 'now' | 'newId'>,
  broker: Broker & Required<Pick<Broker, 'send'>>,
  message: WaitingMessage,
  { from, to, edit }: SendBack,
  remove: (messageId: string) => Promise<void>,
): Promise<ResendOutcome> {
  const { messageId, attributes, groupId } = message
  const { taskId, name, celeryQueue } = readTaskMessage(message.body)
  const outcomeOf = (outcome: ResendOutcome['outcome'], queue: string | null, why: string | null): ResendOutcome => ({
    messageId,
    taskId,
    name,
    outcome,
    queue,
    why,
  })
  const { signal } = new AbortController()
  let queue: QueueRef | null = to
  try {
    const home = await homeOf(broker, message, signal)
    queue ??= home
    if (!queue) {
      const missing = celeryQueue === null ? 'It names no queue' : `There is no queue ${celeryQueue}, which it names`
      const why = resendRefusal(message.body, now()) ?? `${missing}. Choose the queue to send to.`
      return outcomeOf('refused', null, why)
    }
    if (queue.url === from.url) return outcomeOf('refused', queue.name, 'It lies in this queue already.')
    const nowMs = now()
    const plan = await planOf(broker, queue, edit, nowMs, signal)
    if (!plan.ok) return outcomeOf('refused', queue.name, plan.message)
    const edited = editTaskMessage(message.body, {
      args: edit.args,
      kwargs: edit.kwargs,
      withoutExpiry: edit.withoutExpiry,
      etaMs: edit.countdown === undefined ? undefined : plan.etaMs,
      celeryQueue: queue.url === home?.url ? undefined : queue.name,
    })
    if (edited.kind === 'refused') return outcomeOf('refused', queue.name, edited.message)
    const refusal = resendRefusal(edited.body, nowMs)
    if (refusal !== null) return outcomeOf('refused', queue.name, refusal)
    // A fresh deduplication id, or SQS drops what was sent within the last five minutes.
    const fifo = queue.fifo ? { groupId: groupId ?? 'default', deduplicationId: newId() } : {}
    const delay = plan.delaySeconds === null ? {} : { delaySeconds: plan.delaySeconds }
    await broker.send(queue.name, { body: edited.body, attributes, ...fifo, ...delay }, signal)
  } catch (error) {
    return outcomeOf('failed', queue?.name ?? null, sentenceOf(error))
  }
  try {
    await remove(messageId)
    return outcomeOf('sent', queue.name, null)
  } catch (error) {
    const why = `It was sent, but is still in ${from.name}, too: ${sentenceOf(error)} Do not send it again.`
    return outcomeOf('duplicate', queue.name, why)
  }
}

/**
 * Where a message goes back to: the queue it died in, as SQS says, else the one it names itself; under Celery's own name
 * where both are one queue. null where neither is known.
 */
export async function homeOf(
  broker: Broker,
  { body, diedIn }: Pick<WaitingMessage, 'body' | 'diedIn'>,
  signal: AbortSignal,
): Promise<QueueRef | null> {
  const { celeryQueue } = readTaskMessage(body)
  const named = celeryQueue === null ? null : await broker.getQueue(celeryQueue, signal)
  return diedIn === null || diedIn.url === named?.url ? named : diedIn
}

async function planOf(
  broker: Broker,
  queue: QueueRef,
  { countdown }: MessageEditRequest,
  nowMs: number,
  signal: AbortSignal,
) {
  if (countdown === undefined || countdown === 0) return planDelivery(null, nowMs, unknownQueue)
  const { visibilityTimeoutSeconds } = await broker.getDepth(queue, signal)
  return planDelivery(nowMs + countdown * 1000, nowMs, { fifo: queue.fifo, visibilityTimeoutSeconds })
}

const unknownQueue = { fifo: false, visibilityTimeoutSeconds: null }

/**
 * What ended the whole, as a sentence, where some messages were handled before: the answer has to tell of those. Thrown on
 * where none was. A reader who left is no trouble.
 */
export function troubleAfter(items: ResendOutcome[], error: unknown): string {
  if (items.length === 0) throw error
  return isAppError(error) ? error.message : 'It was broken off.'
}

/** What has no sentence of its own is a fault of ours, and ends the whole. */
function sentenceOf(error: unknown): string {
  if (isAppError(error)) return error.message
  throw new AppError('internal', 'Sending a message back failed. Look into both queues before trying again.', {
    cause: error,
  })
}
