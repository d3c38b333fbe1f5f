import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { type QueueName, queueNames } from './task-type'

export const bucket = 'shop-celery-results'
export const basePath = 'results/'
export const queuePrefix = 'shop-'
/** Not under the prefix: it is no queue of Celery's. */
export const eventsQueue = 'results-events'
export const region = 'eu-west-1'
export const visibilitySeconds = 30
const deadLetters = 'dead-letters'
/** The SDK's notice about future Node versions has no place in the demo's few lines of output. */
const quietSdk = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'

/** The demo's own hands on the emulator: the shop's workers and producers. The dashboard has its own clients. */
export type Cloud = {
  s3: S3Client
  sqs: SQSClient
  queueUrls: Record<QueueName | typeof deadLetters, string>
  put(key: string, body: Uint8Array): Promise<void>
  send(queue: QueueName | typeof deadLetters, body: string): Promise<void>
  close(): void
}

/** Creates the three queues, and the one for what they could not deliver. */
export async function openCloud(endpoint: string): Promise<Cloud> {
  process.env[quietSdk] ??= 'true'
  const options = {
    endpoint,
    region,
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
    requestHandler: new NodeHttpHandler({ httpAgent: { maxSockets: 64 }, httpsAgent: {} }),
  }
  const s3 = new S3Client({ ...options, forcePathStyle: true })
  const sqs = new SQSClient(options)

  const createQueue = async (name: string, attributes: Record<string, string> = {}) => {
    const { QueueUrl = '' } = await sqs.send(
      new CreateQueueCommand({ QueueName: queuePrefix + name, Attributes: attributes }),
    )
    return QueueUrl
  }
  const deadLetterUrl = await createQueue(deadLetters, { MessageRetentionPeriod: '1209600' })
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLetterUrl, AttributeNames: ['QueueArn'] }),
  )
  const attributes = {
    VisibilityTimeout: String(visibilitySeconds),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 3 }),
  }
  const [celery = '', emails = '', reports = ''] = await Promise.all(
    queueNames.map((name) => createQueue(name, attributes)),
  )
  const queueUrls = { celery, emails, reports, [deadLetters]: deadLetterUrl }
  return {
    s3,
    sqs,
    queueUrls,
    async put(key, body) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }))
    },
    async send(queue, body) {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrls[queue], MessageBody: body }))
    },
    close() {
      s3.destroy()
      sqs.destroy()
    },
  }
}

/** What the dashboard has to be told, in Celery's words. */
export function dashboardEnvironment(endpoint: string): Record<string, string> {
  const transport = { region, queue_name_prefix: queuePrefix, visibility_timeout: visibilitySeconds }
  return {
    APP_NAME: 'shop',
    CELERY_BROKER_URL: 'sqs://',
    CELERY_BROKER_TRANSPORT_OPTIONS: JSON.stringify(transport),
    CELERY_RESULT_BACKEND: 's3',
    CELERY_S3_BUCKET: bucket,
    CELERY_S3_BASE_PATH: basePath,
    CELERY_S3_REGION: region,
    CELERY_S3_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_EC2_METADATA_DISABLED: 'true',
    [quietSdk]: 'true',
    TOMBSTONE_DEMO: 'true',
    EVENTS_QUEUE_URL: `${endpoint}/000000000000/${eventsQueue}`,
    SYNC_INTERVAL_SECONDS: '60',
    SYNC_RECHECK_SECONDS: '3',
    SYNC_QUEUE_SAMPLE_SECONDS: '5',
  }
}
