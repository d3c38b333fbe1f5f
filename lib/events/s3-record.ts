import { etagOf, type Fields, fieldsOf, formTextOf, keyOf, sizeOf, textOf, timeOf } from './event-fields'
import type { ObjectEvent } from './object-event'
import { readSequencer } from './sequencer'

export type RecordReading = ObjectEvent | 'other' | { problem: string }

/**
 * One of the `Records` of an S3 event notification, of version 2 (2.0 to 2.x: S3 promises that minor versions only add).
 * Keys are form-URL-encoded, so a space is a plus. A removal tells neither size nor ETag that could be relied on.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function readS3Record(value: unknown): RecordReading {
  const record = fieldsOf(value)
  if (!record) return { problem: 'A record is no JSON object.' }
  if (record.eventSource !== 'aws:s3') return { problem: 'A record does not come from S3 (eventSource is not aws:s3).' }
  if (!/^2\.\d{1,4}$/.test(textOf(record.eventVersion, 10) ?? '')) {
    return { problem: 'A record has an event version other than 2.x, which this version of Tombstone does not know.' }
  }
  const eventName = textOf(record.eventName, 100)?.replace(/^s3:/, '') ?? null
  const kind = kindOf(eventName)
  if (kind === null) return { problem: 'A record has no eventName.' }
  if (kind === 'other') return kind

  const s3 = fieldsOf(record.s3)
  const bucket = textOf(fieldsOf(s3?.bucket)?.name, 255)
  const object = fieldsOf(s3?.object)
  if (bucket === null || !object) return { problem: 'A record names no bucket or no object.' }
  const key = keyOf(formTextOf(object.key))
  if (key === null) return { problem: 'A record has no key, or one that S3 cannot have.' }
  const atMs = timeOf(record.eventTime)
  if (atMs === null) return { problem: 'A record has no eventTime.' }
  const ofOneVersion = kind === 'removed' && isForGood(eventName) && textOf(object.versionId, 1024) !== null
  // Lifecycle rules delete for good only what is no longer the latest version, and that changes no result.
  if (ofOneVersion && eventName?.startsWith('LifecycleExpiration:')) return 'other'
  const sequencer = readSequencer(object.sequencer)
  return { kind, bucket, key, ...versionOf(kind, object), ofOneVersion, sequencer, atMs }
}

/** A delete marker is a new latest version, and so a removal of the key. */
function isForGood(eventName: string | null): boolean {
  return eventName?.endsWith(':Delete') === true
}

function versionOf(kind: ObjectEvent['kind'], object: Fields): Pick<ObjectEvent, 'version' | 'sizeBytes'> {
  if (kind === 'removed') return { version: null, sizeBytes: null }
  return { version: etagOf(object.eTag), sizeBytes: sizeOf(object.size) }
}

/** Named without the `s3:` before it, which records leave out, but some emulators do not. */
function kindOf(name: string | null): ObjectEvent['kind'] | 'other' | null {
  if (name === null) return null
  if (name.startsWith('ObjectCreated:')) return 'put'
  if (name.startsWith('ObjectRemoved:') || name.startsWith('LifecycleExpiration:')) return 'removed'
  return 'other'
}
