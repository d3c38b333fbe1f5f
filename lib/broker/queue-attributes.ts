import { fromSqsName, isFifoName } from '@/lib/celery/queue-name'
import type { QueueDepth, QueueRef } from './broker'

/** SQS's attributes (texts) as a depth. An attribute that is missing or no number counts as unknown, a count as 0. */
export function readQueueAttributes(
  attributes: Record<string, string>,
  queue: QueueRef,
  queueNamePrefix: string,
): QueueDepth {
  return {
    visible: count(attributes.ApproximateNumberOfMessages) ?? 0,
    inFlight: count(attributes.ApproximateNumberOfMessagesNotVisible) ?? 0,
    delayed: count(attributes.ApproximateNumberOfMessagesDelayed) ?? 0,
    deadLetter: readRedrivePolicy(attributes.RedrivePolicy, queue, queueNamePrefix),
    retentionSeconds: count(attributes.MessageRetentionPeriod),
    visibilityTimeoutSeconds: count(attributes.VisibilityTimeout),
    maximumMessageBytes: count(attributes.MaximumMessageSize),
  }
}

/** The queue a URL names: its last part, whatever stands before it. */
export function queueFromUrl(url: string, queueNamePrefix: string): QueueRef {
  const sqsName = decodeURIComponent(url.slice(url.lastIndexOf('/') + 1))
  return { name: fromSqsName(queueNamePrefix, sqsName) ?? sqsName, sqsName, url, fifo: isFifoName(sqsName) }
}

/** A queue and its dead-letter queue always lie in one account and region, so their URLs differ in the last part only. */
export function siblingByArn(queue: QueueRef, arn: string, queueNamePrefix: string): QueueRef {
  const url = queue.url.slice(0, queue.url.lastIndexOf('/') + 1) + arn.slice(arn.lastIndexOf(':') + 1)
  return queueFromUrl(url, queueNamePrefix)
}

function readRedrivePolicy(
  policy: string | undefined,
  source: QueueRef,
  queueNamePrefix: string,
): QueueDepth['deadLetter'] {
  if (!policy) return null
  let parsed: unknown
  try {
    parsed = JSON.parse(policy)
  } catch {
    return null
  }
  const { deadLetterTargetArn, maxReceiveCount } = (parsed ?? {}) as Record<string, unknown>
  if (typeof deadLetterTargetArn !== 'string') return null
  const queue = siblingByArn(source, deadLetterTargetArn, queueNamePrefix)
  return { ...queue, maxReceiveCount: count(String(maxReceiveCount)) ?? 0 }
}

function count(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null
}
