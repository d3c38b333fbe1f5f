import { ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import type { Cloud } from './cloud'
import { writeMessage } from './message'
import { forgotten, someCall } from './producer'
import type { Random } from './random'
import type { QueueName } from './task-type'

/** More than the queues' maxReceiveCount. */
const receives = 5

/**
 * A few dead letters, so that there is something to look at and to send back: of a task that no worker knows any more, of
 * sound ones, of a chain and of a chord, one that has expired, one that takes down every worker, and something that is none
 * of Celery's. They die as messages do, by being received too often, so SQS knows where each came from. Call it before
 * workers take anything.
 */
export async function seedDeadLetters(cloud: Cloud, random: Random): Promise<void> {
  const queues = new Set<QueueName>(['celery'])
  const send = async (queue: QueueName, body: string) => {
    queues.add(queue)
    await cloud.send(queue, body)
  }
  for (let left = 2; left > 0; left -= 1) await send('celery', writeMessage(forgotten(random)))
  for (let left = 2; left > 0; left -= 1) {
    const call = { ...someCall(random), expires: null }
    await send(call.queue, writeMessage(call))
  }
  const order = { ...someCall(random), queue: 'celery' as const, expires: null }
  await send(
    'celery',
    withChain(writeMessage(order), ['shop.shipping.tasks.create_label', 'shop.mail.tasks.send_receipt']),
  )
  await send('celery', withChord(writeMessage(order), 'shop.reports.tasks.daily_sales'))
  await send('celery', writeMessage({ ...order, taskId: random.uuid(), expires: new Date(Date.now() - 3_600_000) }))
  await send('celery', withoutContentType(writeMessage(order)))
  await send('celery', JSON.stringify({ event: 'order.created', order: 51_233, source: 'webshop' }))
  for (const queue of queues) await letDie(cloud, queue)
}

async function letDie({ sqs, queueUrls }: Cloud, queue: QueueName): Promise<void> {
  const receive = { QueueUrl: queueUrls[queue], MaxNumberOfMessages: 10, VisibilityTimeout: 0 }
  for (let left = receives; left > 0; left -= 1) await sqs.send(new ReceiveMessageCommand(receive))
}

/** The message as the first link of a chain; `names` are the links after it, and the next link stands last. */
function withChain(message: string, names: string[]): string {
  return embedding(message, { chain: names.map((name) => signature(name)).toReversed() })
}

/** The message as a member of a chord. */
function withChord(message: string, bodyName: string): string {
  return embedding(message, { chord: signature(bodyName) })
}

function embedding(message: string, followers: Record<string, unknown>): string {
  return edited(message, (envelope) => {
    const [args, kwargs, embed] = JSON.parse(fromBase64(String(envelope.body)))
    return { ...envelope, body: toBase64(JSON.stringify([args, kwargs, { ...embed, ...followers }])) }
  })
}

function signature(task: string) {
  return { task, args: [], kwargs: {}, options: {}, subtask_type: null, immutable: false }
}

/** As an application writes it that builds messages by hand and forgets a field. */
function withoutContentType(message: string): string {
  return edited(message, ({ 'content-type': _, ...envelope }) => envelope)
}

function edited(message: string, edit: (envelope: Record<string, unknown>) => Record<string, unknown>): string {
  return toBase64(JSON.stringify(edit(JSON.parse(fromBase64(message)))))
}

const fromBase64 = (text: string) => Buffer.from(text, 'base64').toString()
const toBase64 = (text: string) => Buffer.from(text).toString('base64')
