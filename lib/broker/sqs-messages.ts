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

type Held = WaitingMessage & { receipt: string }

/** `borrow` of the port: ReceiveMessage, then DeleteMessage for what was removed and visibility 0 for the rest. */
export function borrowMessages(access: SqsAccess): NonNullable<Broker['borrow']> {
  return async (queue, { atMost, holdSeconds, enough }, use, signal) => {
    const held = new Map<string, Held>()
    try {
      while (held.size < atMost && !enough?.([...held.values()])) {
        const received = await receive(access, queue, Math.min(batch, atMost - held.size), holdSeconds, signal)
        // A repeated message means that the first hold ran out; its newest receipt is the one that counts.
        const before = held.size
        for (const message of received) held.set(message.messageId, message)
        if (held.size === before) break
      }
      return await use([...held.values()].map(withoutReceipt), (id) => remove(access, queue, held, id))
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
  return Messages.map(toHeld)
}

function toHeld({ MessageId = '', Body = '', ReceiptHandle = '', Attributes, MessageAttributes }: Message): Held {
  const sent = Number(Attributes?.SentTimestamp ?? Number.NaN)
  return {
    messageId: MessageId,
    body: Body,
    receipt: ReceiptHandle,
    receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
    sentMs: Number.isFinite(sent) ? sent : null,
    groupId: Attributes?.MessageGroupId ?? null,
    hasAttributes: Object.keys(MessageAttributes ?? {}).length > 0,
  }
}

async function remove(access: SqsAccess, queue: QueueRef, held: Map<string, Held>, messageId: string): Promise<void> {
  const message = held.get(messageId)
  if (!message) throw new AppError('internal', 'A message was to be removed that is not held.')
  const attempt = { doing: `delete a message of queue "${queue.name}"`, action: 'sqs:DeleteMessage' }
  // Not aborted by a reader who leaves: the copy has been sent, and this one must go.
  await callSqs(access, queue, attempt, (client) =>
    client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: message.receipt })),
  )
  held.delete(messageId)
}

/** A failure here is no failure of what was done: the messages come back by themselves when the hold runs out. */
async function giveBack(access: SqsAccess, queue: QueueRef, messages: Held[]): Promise<void> {
  for (let start = 0; start < messages.length; start += batch) {
    const Entries = messages
      .slice(start, start + batch)
      .map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt, VisibilityTimeout: 0 }))
    const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.url, Entries })
    await access
      .clientOf(queue)
      .send(command)
      .catch(() => {})
  }
}

function withoutReceipt({ receipt: _receipt, ...message }: Held): WaitingMessage {
  return message
}
