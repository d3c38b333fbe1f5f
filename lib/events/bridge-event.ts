import { etagOf, type Fields, fieldsOf, keyOf, sizeOf, textOf, timeOf } from './event-fields'
import type { RecordReading } from './s3-record'
import { readSequencer } from './sequencer'

/** Whether this is an event as EventBridge delivers it. */
export function isBridgeEvent(fields: Fields): boolean {
  return typeof fields['detail-type'] === 'string' && typeof fields.source === 'string'
}

/**
 * An S3 event through EventBridge: a shape of its own, names written with hyphens, times to the second, and the key as it
 * is, not encoded.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function readBridgeEvent(fields: Fields): RecordReading {
  if (fields.source !== 'aws.s3') return { problem: 'The event does not come from S3 (its source is not aws.s3).' }
  const kind = kinds.get(textOf(fields['detail-type'], 100) ?? '')
  if (kind === undefined) return 'other'
  const detail = fieldsOf(fields.detail)
  const bucket = textOf(fieldsOf(detail?.bucket)?.name, 255)
  const object = fieldsOf(detail?.object)
  if (bucket === null || !object) return { problem: 'The event names no bucket or no object.' }
  const key = keyOf(object.key)
  if (key === null) return { problem: 'The event has no key, or one that S3 cannot have.' }
  const atMs = timeOf(fields.time)
  if (atMs === null) return { problem: 'The event has no time.' }
  const sequencer = readSequencer(object.sequencer)
  const base = { kind, bucket, key, sequencer, atMs }
  if (kind === 'put') {
    return { ...base, version: etagOf(object.etag), sizeBytes: sizeOf(object.size), ofOneVersion: false }
  }
  const isForGood = detail?.['deletion-type'] === 'Permanently Deleted'
  const ofOneVersion = isForGood && textOf(object['version-id'], 1024) !== null
  // As with events that come without EventBridge.
  if (ofOneVersion && detail?.reason === 'Lifecycle Expiration') return 'other'
  return { ...base, version: null, sizeBytes: null, ofOneVersion }
}

const kinds = new Map<string, 'put' | 'removed'>([
  ['Object Created', 'put'],
  ['Object Deleted', 'removed'],
])
