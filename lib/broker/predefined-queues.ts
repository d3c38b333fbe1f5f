import type { AwsOptions, SqsOptions } from '@/lib/aws/options'
import { fromSqsName, isFifoName } from '@/lib/celery/queue-name'
import type { QueueRef } from './broker'
import { queueFromUrl } from './queue-attributes'

export type PredefinedQueue = { key: string; queue: QueueRef; aws: AwsOptions }

/**
 * kombu's `predefined_queues` (docs/celery-wire-format.md, C.1). The key is the SQS name with the prefix, while the
 * routing_key of a message must be the Celery name without it: kombu adds the prefix and then looks for the key.
 */
export function readPredefinedQueues({ predefinedQueues, queueNamePrefix }: SqsOptions): PredefinedQueue[] {
  return Object.entries(predefinedQueues).map(([key, { url, aws }]) => {
    const { sqsName } = queueFromUrl(url, '')
    const fifo = isFifoName(key) || isFifoName(sqsName)
    return {
      key,
      queue: { name: fromSqsName(queueNamePrefix, key) ?? key, sqsName, url, fifo },
      aws: { ...aws, region: aws.endpoint ? aws.region : (regionOfUrl(url) ?? aws.region) },
    }
  })
}

/** A queue and its dead-letter queue differ in the last part of the URL only, and take the same credentials. */
export function areSiblings(url: string, other: string): boolean {
  return url.slice(0, url.lastIndexOf('/')) === other.slice(0, other.lastIndexOf('/'))
}

/** "eu-west-1" out of `https://sqs.eu-west-1.amazonaws.com/123456789012/name`: the URL knows better than a default. */
function regionOfUrl(url: string): string | null {
  const [, modern, legacy] = /^https:\/\/(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.amazonaws\.com/.exec(url) ?? []
  return modern ?? legacy ?? null
}
