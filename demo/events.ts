import { recordOf, s3Body } from '@/lib/events/testing'
import { SqsStore } from '../node_modules/fauxqs/dist/sqs/sqsStore.js'
import { eventsQueue } from './cloud'
import type { Emulator } from './emulator'
import type { BucketChange } from './ordered-s3-store'

/**
 * Sends an event for every change of the bucket to a queue of its own, as S3 does and fauxqs does not: so the dashboard of
 * the demo has each result within a second or two.
 */
export function sendEvents({ s3, sqs }: Pick<Emulator, 's3' | 'sqs'>): void {
  const url = sqs.buildQueueUrl(eventsQueue)
  const queue = sqs.createQueue(eventsQueue, url, `arn:aws:sqs:eu-west-1:000000000000:${eventsQueue}`, {})
  let changes = Date.now() * 1000
  s3.onChange = (change) => {
    changes += 1
    queue.enqueue(SqsStore.createMessage(s3Body(eventOf(change, changes))))
  }
}

function eventOf(change: BucketChange, at: number): unknown {
  const { kind, bucket, key } = change
  return recordOf({
    bucket,
    key: encodeURIComponent(key).replaceAll('%20', '+'),
    eventName: kind === 'put' ? 'ObjectCreated:Put' : 'ObjectRemoved:Delete',
    eventTime: new Date().toISOString(),
    eTag: kind === 'put' ? change.etag : undefined,
    size: kind === 'put' ? change.sizeBytes : undefined,
    sequencer: at.toString(16).padStart(18, '0').toUpperCase(),
  })
}
