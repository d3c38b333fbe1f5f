import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs'
import { AppError } from '@/lib/errors'
import type { Broker, QueueRef, WaitingMessage } from './broker'
import { callSqs, type SqsAccess } from './sqs-access'

/** SQS gives and takes at most ten messages a request. */
const batch = 10
/** Of a long look, thousands are given back, and somebody waits for that. */
const sideBySide = 8

/** The queue of this app an ARN stands for; null where it is none of them. */
type QueueByArn = (sibling: QueueRef, arn: string) => QueueRef | null

/** `borrow` of the port: ReceiveMessage, then DeleteMessage for what was removed and visibility 0 for the rest. */
export function borrowMessages(access: SqsAccess, queueByArn: QueueByArn): NonNullable<Broker['borrow']> {
  return async (queue, { atMost, holdSeconds }, use, signal) => {
    /** Receipts by the id of the message. The bodies are not kept: there may be thousands. */
    const held = new Map<string, string>()
    const seen = new Set<string>()
    try {
      while (seen.size < atMost) {
        const received = await receive(access, queue, Math.min(batch, atMost - seen.size), holdSeconds, signal)
        // A repeated message means that the first hold ran out; its newest receipt is the one that counts.
        const fresh = received.filter(({ MessageId = '' }) => !seen.has(MessageId))
        for (const { MessageId = '', ReceiptHandle = '' } of received) held.set(MessageId, ReceiptHandle)
        if (fresh.length === 0) return { received: seen.size, ended: 'empty' }
        for (const { MessageId = '' } of fresh) seen.add(MessageId)
        const messages = fresh.map((message) => toWaiting(message, queue, queueByArn))
        if ((await use(messages, (id) => remove(access, queue, held, id))) === 'enough')
          return { received: seen.size, ended: 'enough' }
      }
      return { received: seen.size, ended: 'limit' }
    } finally {
      await giveBack(access, queue, [...held.values()])
    }
  }
}

async function receive(access: SqsAccess, queue: QueueRef, most: number, holdSeconds: number, signal: AbortSignal) {
  const attempt = { doing: `receive messages of queue "${queue.name}"`, action: 'sqs:ReceiveMessage' }
  const { Messages = [] } = await callSqs(access, queue, attempt, (client) =>
    client.send(
      new ReceiveMessageCommand({
        QueueUrl: queue.url,
        MaxNumberOfMessages: most,
        VisibilityTimeout: holdSeconds,
        // A second of long polling asks all servers; without it a short queue often looks empty.
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal: signal },
    ),
  )
  return Messages
}

function toWaiting(message: Message, queue: QueueRef, queueByArn: QueueByArn): WaitingMessage {
  const { MessageId = '', Body = '', Attributes, MessageAttributes = {} } = message
  const sent = Number(Attributes?.SentTimestamp ?? Number.NaN)
  const attributes = Object.entries(MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { type: DataType ?? 'String', text: StringValue, bytes: BinaryValue },
  ])
  return {
    messageId: MessageId,
    body: Body,
    receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
    sentMs: Number.isFinite(sent) ? sent : null,
    groupId: Attributes?.MessageGroupId ?? null,
    attributes: Object.fromEntries(attributes),
    diedIn: Attributes?.DeadLetterQueueSourceArn ? queueByArn(queue, Attributes.DeadLetterQueueSourceArn) : null,
  }
}

async function remove(access: SqsAccess, queue: QueueRef, held: Map<string, string>, messageId: string): Promise<void> {
  const receipt = held.get(messageId)
  if (receipt === undefined) throw new AppError('internal', 'A message was to be removed that is not held.')
  const attempt = { doing: `delete a message of queue "${queue.name}"`, action: 'sqs:DeleteMessage' }
  // Not aborted by a reader who leaves: the copy has been sent, and this one must go.
  await callSqs(access, queue, attempt, (client) =>
    client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: receipt })),
  )
  held.delete(messageId)
}

/** A failure here is no failure of what was done: the messages come back by themselves when the hold runs out. */
async function giveBack(access: SqsAccess, queue: QueueRef, receipts: string[]): Promise<void> {
  const giveTen = async (start: number) => {
    const Entries = receipts
      .slice(start, start + batch)
      .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }))
    if (Entries.length === 0) return
    const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.url, Entries })
    await access
      .clientOf(queue)
      .send(command)
      .catch(() => {})
  }
  for (let start = 0; start < receipts.length; start += batch * sideBySide) {
    await Promise.all(Array.from({ length: sideBySide }, (_, at) => giveTen(start + at * batch)))
  }
}
