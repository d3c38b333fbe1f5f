import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { clientConfig } from '@/lib/aws/client-config'
import { toAppError } from '@/lib/aws/errors'
import { meterRequests } from '@/lib/aws/meter-requests'
import type { EventQueueOptions } from '@/lib/aws/options'
import { AppError } from '@/lib/errors'
import type { RequestMeter } from '@/lib/results/store'
import type { EventMessage, EventQueue } from './event-queue'

/** What one batch request takes, and one receive gives. */
const batchSize = 10

/**
 * A standard SQS queue that S3 sends its events to. Requests made: ReceiveMessage (long polling), DeleteMessageBatch,
 * ChangeMessageVisibilityBatch, GetQueueAttributes.
 */
export async function openSqsEventQueue(options: EventQueueOptions, meter: RequestMeter): Promise<EventQueue> {
  const { url: QueueUrl, aws } = options
  const region = aws.region ?? regionOfUrl(QueueUrl)
  // As with the broker: the endpoint is that of the region or of the settings, not the host in the queue's URL.
  const client = new SQSClient({ ...clientConfig({ ...aws, region }), useQueueUrlAsEndpoint: false })
  meterRequests(client, meter)
  const resource = QueueUrl.split('/').at(-1) ?? QueueUrl

  async function attempt<T>(doing: string, action: string, request: () => Promise<T>): Promise<T> {
    try {
      return await request()
    } catch (error) {
      const where = { service: 'SQS' as const, resource, region: await client.config.region() }
      throw toAppError(error, { ...where, doing: `${doing} the events queue "${resource}"`, action })
    }
  }

  return {
    label: QueueUrl,

    receive: ({ waitSeconds, visibilitySeconds }, signal) =>
      attempt('receive from', 'sqs:ReceiveMessage', async () => {
        const command = new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: batchSize,
          WaitTimeSeconds: waitSeconds,
          VisibilityTimeout: visibilitySeconds,
          MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
        })
        const { Messages = [] } = await client.send(command, { abortSignal: signal })
        return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {} }) => ({
          id: MessageId,
          receipt: ReceiptHandle,
          body: Body,
          receives: Number(Attributes.ApproximateReceiveCount ?? 1) || 1,
          sentMs: Number(Attributes.SentTimestamp) || null,
        }))
      }),

    remove: (messages, signal) =>
      attempt('delete messages of', 'sqs:DeleteMessage', () =>
        inBatches(messages, async (Entries) => {
          const { Failed = [] } = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }), {
            abortSignal: signal,
          })
          refuse('delete', Failed.length, resource)
        }),
      ),

    release: (messages, signal) =>
      attempt('release messages of', 'sqs:ChangeMessageVisibility', () =>
        inBatches(messages, async (entries) => {
          const Entries = entries.map((entry) => ({ ...entry, VisibilityTimeout: 0 }))
          await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }), { abortSignal: signal })
        }),
      ),

    getBacklog: (signal) =>
      attempt('read the depth of', 'sqs:GetQueueAttributes', async () => {
        const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })
        const { Attributes = {} } = await client.send(command, { abortSignal: signal })
        const {
          ApproximateNumberOfMessages: visible = '0',
          ApproximateNumberOfMessagesDelayed: delayed = '0',
          ApproximateNumberOfMessagesNotVisible: inFlight = '0',
        } = Attributes
        return { waiting: Number(visible) + Number(delayed), inFlight: Number(inFlight) }
      }),
  }
}

/** Several batches go side by side: ten receives bring a hundred messages. */
async function inBatches(
  messages: EventMessage[],
  send: (entries: { Id: string; ReceiptHandle: string }[]) => Promise<void>,
): Promise<void> {
  const batches: EventMessage[][] = []
  for (let at = 0; at < messages.length; at += batchSize) batches.push(messages.slice(at, at + batchSize))
  await Promise.all(
    batches.map((batch) => send(batch.map(({ receipt }, at) => ({ Id: String(at), ReceiptHandle: receipt })))),
  )
}

function refuse(doing: string, failed: number, resource: string): void {
  if (failed === 0) return
  const message = `SQS did not ${doing} ${failed} of the messages of "${resource}". They will come again.`
  throw new AppError('upstream', message)
}

/** "eu-west-1" of https://sqs.eu-west-1.amazonaws.com/123/name, in all forms of AWS; undefined where the host is another one. */
export function regionOfUrl(url: string): string | undefined {
  const host = /^https?:\/\/([^/:]+)/.exec(url)?.[1]
  return /(?:^|\.)([a-z]{2}(?:-[a-z]+)+-\d)\.(?:queue\.|vpce\.)?(?:amazonaws\.com|api\.aws)/.exec(host ?? '')?.[1]
}
