import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  type MessageAttributeValue,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { clientConfig } from '@/lib/aws/client-config'
import { type Attempt, readFault, toAppError } from '@/lib/aws/errors'
import { meterRequests } from '@/lib/aws/meter-requests'
import type { AwsOptions, SqsOptions } from '@/lib/aws/options'
import { fromSqsName, isControlQueue, isFifoName, isSqsName, toSqsName } from '@/lib/celery/queue-name'
import { AppError, isAppError } from '@/lib/errors'
import { defaultRetryPolicy, withRetries } from '@/lib/results/retry'
import type { RequestMeter } from '@/lib/results/store'
import type { Broker, OutgoingMessage, QueueDepth, QueueRef } from './broker'
import { areSiblings, readPredefinedQueues } from './predefined-queues'
import { queueFromUrl, readQueueAttributes, siblingByArn } from './queue-attributes'
import type { SqsAccess } from './sqs-access'
import { borrowMessages } from './sqs-messages'
import { redrives } from './sqs-redrive'
import { queueRemoval } from './sqs-removal'

/**
 * Celery's queues in SQS. Resolves names as kombu does: prefix, replaced characters, predefined queues with credentials
 * and regions of their own. Watching makes these requests: GetQueueUrl (once a name), ListQueues, GetQueueAttributes;
 * never ReceiveMessage, which stands in sqs-messages.ts for people who ask for it.
 */
export async function openSqsBroker(options: SqsOptions, meter: RequestMeter): Promise<Broker> {
  const { queueNamePrefix } = options
  const clients = new Map<string, SQSClient>()
  const region = await clientFor(options.aws).config.region()
  const predefined = readPredefinedQueues(options)
  const resolved = new Map<string, QueueRef>()

  /** `attempts`: how often a request is made that fails in passing; the client's own number without it. */
  function clientFor(aws: AwsOptions, attempts?: number): SQSClient {
    const key = JSON.stringify([aws, attempts])
    const existing = clients.get(key)
    if (existing) return existing
    // The SDK would send requests to the host in the queue's URL. Emulators put a host name there that nobody resolves,
    // and with AWS the endpoint of the region is the same, or the one the settings ask for (a VPC endpoint).
    const once = attempts === undefined ? {} : { maxAttempts: attempts }
    const client = new SQSClient({ ...clientConfig(aws), ...once, useQueueUrlAsEndpoint: false })
    meterRequests(client, meter)
    clients.set(key, client)
    return client
  }

  function clientOf({ url }: QueueRef, attempts?: number): SQSClient {
    const owner =
      predefined.find(({ queue }) => queue.url === url) ?? predefined.find(({ queue }) => areSiblings(queue.url, url))
    return clientFor(owner?.aws ?? options.aws, attempts)
  }

  async function attemptFor(client: SQSClient, doing: string, action: string, resource: string): Promise<Attempt> {
    return { service: 'SQS', doing, action, resource, region: await client.config.region() }
  }

  async function getQueue(celeryQueue: string, signal: AbortSignal): Promise<QueueRef | null> {
    const sqsName = toSqsName(queueNamePrefix, celeryQueue)
    if (predefined.length > 0) {
      return predefined.find(({ queue, key }) => queue.name === celeryQueue || key === sqsName)?.queue ?? null
    }
    if (!isSqsName(sqsName)) return null
    const cached = resolved.get(sqsName)
    if (cached) return { ...cached, name: celeryQueue }
    const client = clientFor(options.aws)
    try {
      const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName: sqsName }), {
        abortSignal: signal,
      })
      const queue = { name: celeryQueue, sqsName, url: QueueUrl, fifo: isFifoName(sqsName) }
      resolved.set(sqsName, queue)
      return queue
    } catch (error) {
      const attempt = await attemptFor(client, `find queue "${celeryQueue}"`, 'sqs:GetQueueUrl', sqsName)
      const failure = toAppError(error, attempt)
      if (isAppError(failure) && failure.code === 'no_such_queue') return null
      throw failure
    }
  }

  async function listUnderPrefix(signal: AbortSignal): Promise<QueueRef[]> {
    return (await listEverything(signal)).filter(({ name }) => !isControlQueue(name))
  }

  async function listEverything(signal: AbortSignal): Promise<QueueRef[]> {
    const client = clientFor(options.aws)
    const QueueNamePrefix = toSqsName(queueNamePrefix, '') || undefined
    const queues: QueueRef[] = []
    let NextToken: string | undefined
    do {
      const command = new ListQueuesCommand({ QueueNamePrefix, MaxResults: 1000, NextToken })
      const page = await client.send(command, { abortSignal: signal }).catch(async (error: unknown) => {
        const under = QueueNamePrefix ? ` under "${QueueNamePrefix}"` : ''
        throw toAppError(error, await attemptFor(client, `list the queues${under}`, 'sqs:ListQueues', 'all queues'))
      })
      for (const url of page.QueueUrls ?? []) queues.push(queueFromUrl(url, queueNamePrefix))
      NextToken = page.NextToken
    } while (NextToken)
    return queues.filter(({ sqsName }) => fromSqsName(queueNamePrefix, sqsName) !== null)
  }

  async function getDepth(queue: QueueRef, signal: AbortSignal): Promise<QueueDepth> {
    const client = clientOf(queue)
    const attempt = await attemptFor(
      client,
      `read the depth of queue "${queue.name}"`,
      'sqs:GetQueueAttributes',
      queue.sqsName,
    )
    if (!queue.url) throw noSuchQueue(attempt)
    // "All" and no list of names, because some emulators refuse names they do not know.
    const command = new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ['All'] })
    try {
      const { Attributes = {} } = await client.send(command, { abortSignal: signal })
      return readQueueAttributes(Attributes, queue, queueNamePrefix)
    } catch (error) {
      throw toAppError(error, attempt)
    }
  }

  async function send(celeryQueue: string, message: OutgoingMessage, signal: AbortSignal): Promise<void> {
    const queue = await getQueue(celeryQueue, signal)
    // Not sent again by the SDK: where only the answer was lost, the message would be in the queue twice.
    const client = queue ? clientOf(queue, 1) : clientFor(options.aws)
    const sqsName = queue?.sqsName ?? toSqsName(queueNamePrefix, celeryQueue)
    const attempt = await attemptFor(client, `send to queue "${celeryQueue}"`, 'sqs:SendMessage', sqsName)
    if (!queue) throw noSuchQueue(attempt)
    const command = new SendMessageCommand({
      QueueUrl: queue.url,
      MessageBody: message.body,
      MessageGroupId: message.groupId,
      MessageDeduplicationId: message.deduplicationId,
      DelaySeconds: message.delaySeconds,
      MessageAttributes: attributesOf(message),
    })
    try {
      const attempt = () => client.send(command, { abortSignal: signal })
      await withRetries(attempt, { policy: defaultRetryPolicy, signal, classify: classifySendError, onRetry() {} })
    } catch (error) {
      signal.throwIfAborted()
      // SQS has no error of its own for this; the queue's attribute tells it from other wrong parameters.
      if (readFault(error).name.startsWith('InvalidParameterValue')) {
        const { maximumMessageBytes } = await getDepth(queue, signal)
        const sizeBytes = Buffer.byteLength(message.body)
        if (maximumMessageBytes !== null && sizeBytes > maximumMessageBytes) {
          throw tooLarge(attempt.doing, sizeBytes, maximumMessageBytes, error)
        }
      }
      throw toAppError(error, attempt)
    }
  }

  function queueByArn(sibling: QueueRef, arn: string): QueueRef | null {
    const queue = siblingByArn(sibling, arn, queueNamePrefix)
    if (predefined.length > 0) return predefined.find((each) => each.queue.url === queue.url)?.queue ?? null
    return fromSqsName(queueNamePrefix, queue.sqsName) === null ? null : queue
  }

  const access: SqsAccess = { clientOf, attemptFor }
  return {
    label: `sqs://${region}/${queueNamePrefix}`,
    region,
    async listQueues(signal) {
      if (predefined.length > 0) return watchedOf(predefined.map(({ queue }) => queue))
      if (options.queues.length === 0) return listUnderPrefix(signal)
      return Promise.all(options.queues.map(async (name) => (await getQueue(name, signal)) ?? missingQueue(name)))
    },
    getQueue,
    getDepth,
    send,
    borrow: borrowMessages(access, queueByArn),
    ...redrives(access),
    ...queueRemoval(access, async (signal) => {
      // With predefined queues nothing is listed, and neither kombu nor a worker makes a queue.
      if (predefined.length > 0) return []
      return (await listEverything(signal)).filter(({ name }) => isControlQueue(name))
    }),
  }

  function watchedOf(queues: QueueRef[]): QueueRef[] {
    return options.queues.length === 0 ? queues : queues.filter(({ name }) => options.queues.includes(name))
  }

  function missingQueue(name: string): QueueRef {
    const sqsName = toSqsName(queueNamePrefix, name)
    return { name, sqsName, url: '', fifo: isFifoName(sqsName) }
  }
}

function attributesOf({ attributes = {} }: OutgoingMessage): Record<string, MessageAttributeValue> | undefined {
  const entries = Object.entries(attributes)
  if (entries.length === 0) return undefined
  return Object.fromEntries(
    entries.map(([name, { type, text, bytes }]) => [name, { DataType: type, StringValue: text, BinaryValue: bytes }]),
  )
}

/** Only what SQS has certainly not taken is sent again. */
function classifySendError(error: unknown): 'throttled' | 'transient' | null {
  const { name, nodeCode, status } = readFault(error)
  if (status === 429 || status === 503 || throttled.includes(name)) return 'throttled'
  return nodeCode === 'ECONNREFUSED' ? 'transient' : null
}

const throttled = ['RequestThrottled', 'ThrottlingException', 'Throttling', 'RequestLimitExceeded', 'OverLimit']

function noSuchQueue({ doing, action, resource, region }: Attempt): AppError {
  const why = `there is no queue "${resource}" in ${region}. Check the name, queue_name_prefix and region`
  return new AppError('no_such_queue', `Could not ${doing}: ${why}; a worker creates its queues when it starts.`, {
    details: { service: 'SQS', action, resource, region },
  })
}

function tooLarge(doing: string, sizeBytes: number, maximumBytes: number, cause?: unknown): AppError {
  const sizes = `the message has ${sizeBytes} bytes, the queue takes ${maximumBytes}`
  const why = 'Arguments grow by a factor of 1.78 on the way (base64 twice).'
  return new AppError('too_large', `Could not ${doing}: ${sizes}. ${why}`, {
    cause,
    details: { sizeBytes, maximumBytes },
  })
}
