import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeNotification } from './decode-notification'
import { bridgeBody, recordOf, s3Body, snsBody } from './testing'

const put = {
  kind: 'put',
  bucket: 'shop',
  key: 'results/celery-task-meta-a b+c/é',
  version: '9b2cf535f27731c974343645a3985328',
  sizeBytes: 312,
  ofOneVersion: false,
  sequencer: '0055AED6DCD90281E5',
  atMs: Date.UTC(2026, 10, 21, 12, 0, 0, 123),
}
const encodedKey = 'results/celery-task-meta-a+b%2Bc/%C3%A9'
const s3Put = s3Body(recordOf({ key: encodedKey }))
const events = (...found: unknown[]) => ({ kind: 'events', events: found, others: 0, problem: null })
const removed = { ...put, kind: 'removed', version: null, sizeBytes: null, ofOneVersion: false }

describe('an S3 event', () => {
  it('comes straight from S3', () => expect(decodeNotification(s3Put)).toEqual(events(put)))
  it('comes through SNS', () => expect(decodeNotification(snsBody(s3Put))).toEqual(events(put)))
  it('comes through EventBridge, its key as it is and its time to the second', () => {
    const atMs = Date.UTC(2026, 10, 21, 12)
    expect(decodeNotification(bridgeBody({ key: put.key }))).toEqual(events({ ...put, atMs }))
    expect(decodeNotification(snsBody(bridgeBody({ key: put.key })))).toEqual(events({ ...put, atMs }))
    const asIs = decodeNotification(bridgeBody({ key: 'a+b%20c' }))
    expect(asIs).toMatchObject({ events: [{ key: 'a+b%20c' }] })
  })

  it.each([
    ['ObjectCreated:Put', 'put'],
    ['ObjectCreated:CompleteMultipartUpload', 'put'],
    ['ObjectCreated:Copy', 'put'],
    ['s3:ObjectCreated:Put', 'put'],
    ['ObjectRemoved:Delete', 'removed'],
    ['ObjectRemoved:DeleteMarkerCreated', 'removed'],
    ['LifecycleExpiration:Delete', 'removed'],
    ['LifecycleExpiration:DeleteMarkerCreated', 'removed'],
  ])('named %s is a %s', (eventName, kind) => {
    expect(decodeNotification(s3Body(recordOf({ eventName })))).toMatchObject({ events: [{ kind }], others: 0 })
  })

  it.each(['ObjectRestore:Completed', 'ObjectTagging:Put', 'ObjectAcl:Put', 'LifecycleTransition', 'Replication:x'])(
    'named %s changes nothing',
    (eventName) => expect(decodeNotification(s3Body(recordOf({ eventName })))).toMatchObject({ events: [], others: 1 }),
  )

  it('of EventBridge that is neither a put nor a removal changes nothing', () => {
    for (const type of ['Object Restore Completed', 'constructor', '__proto__']) {
      expect(decodeNotification(bridgeBody({ 'detail-type': type }))).toMatchObject({ events: [], others: 1 })
    }
  })

  it('of a removal need not tell size, ETag and sequencer', () => {
    const eventName = 'ObjectRemoved:Delete'
    const bare = recordOf({ eventName, key: encodedKey, size: undefined, eTag: undefined })
    expect(decodeNotification(s3Body(bare))).toEqual(events(removed))
    const lifecycle = recordOf({ eventName: 'LifecycleExpiration:Delete', key: encodedKey, sequencer: undefined })
    expect(decodeNotification(s3Body(lifecycle))).toEqual(events({ ...removed, sequencer: null }))
    expect(decodeNotification(bridgeBody({ 'detail-type': 'Object Deleted' }))).toMatchObject({
      events: [{ kind: 'removed', version: null }],
    })
  })

  it('says whether one of several versions was deleted for good, which need not be the one that stands there', () => {
    const one = (eventName: string, versionId?: unknown) => {
      const record = recordOf({ eventName, key: encodedKey, versionId })
      return decodeNotification(s3Body(record))
    }
    expect(one('ObjectRemoved:Delete', 'v7')).toMatchObject({ events: [{ kind: 'removed', ofOneVersion: true }] })
    for (const whole of [
      one('ObjectRemoved:Delete'),
      one('ObjectRemoved:Delete', null),
      one('ObjectRemoved:DeleteMarkerCreated', 'v8'),
      one('LifecycleExpiration:DeleteMarkerCreated', 'v9'),
      one('LifecycleExpiration:Delete'),
    ]) {
      expect(whole).toMatchObject({ events: [{ kind: 'removed', ofOneVersion: false }] })
    }
    // Lifecycle rules delete only versions that are no longer the latest.
    expect(one('LifecycleExpiration:Delete', 'v7')).toMatchObject({ events: [], others: 1 })

    const bridge = (deletion: string, reason: string, version?: string) => {
      const object = { key: put.key, 'version-id': version, sequencer: '0A' }
      const detail = { version: '0', bucket: { name: 'shop' }, object, reason, 'deletion-type': deletion }
      return decodeNotification(bridgeBody({ 'detail-type': 'Object Deleted', detail }))
    }
    const permanently = 'Permanently Deleted'
    expect(bridge(permanently, 'DeleteObject', 'v7')).toMatchObject({ events: [{ ofOneVersion: true }] })
    expect(bridge(permanently, 'DeleteObject')).toMatchObject({ events: [{ ofOneVersion: false }] })
    expect(bridge(permanently, 'Lifecycle Expiration')).toMatchObject({ events: [{ ofOneVersion: false }] })
    expect(bridge(permanently, 'Lifecycle Expiration', 'v7')).toMatchObject({ events: [], others: 1 })
    expect(bridge('Delete Marker Created', 'DeleteObject', 'v7')).toMatchObject({ events: [{ ofOneVersion: false }] })
    const marker = bridge('Delete Marker Created', 'Lifecycle Expiration', 'v7')
    expect(marker).toMatchObject({ events: [{ kind: 'removed', ofOneVersion: false }] })
  })

  it.each(['2.0', '2.1', '2.3', '2.17'])('of version %s is read', (eventVersion) =>
    expect(decodeNotification(s3Body(recordOf({ eventVersion })))).toMatchObject({ problem: null, events: [{}] }),
  )
  it.each(['3.0', '1.0', '2', '', 'two', 2.1])('of version %j is a problem', (eventVersion) =>
    expect(decodeNotification(s3Body(recordOf({ eventVersion })))).toMatchObject({
      events: [],
      problem: expect.stringContaining('version'),
    }),
  )

  it('that is broken does not keep the ones beside it', () => {
    const body = s3Body(recordOf({ key: '%ZZ' }), recordOf({ key: encodedKey }))
    expect(decodeNotification(body)).toEqual({ ...events(put), problem: expect.stringContaining('key') })
  })
})

describe('a message that is no event', () => {
  it('may be the test of a new configuration', () => {
    const test = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Time: 'x', Bucket: 'shop', HostId: 'y' })
    expect(decodeNotification(test)).toEqual({ kind: 'test' })
    expect(decodeNotification(snsBody(test))).toEqual({ kind: 'test' })
  })

  it.each([
    ['', 'no JSON object'],
    ['hello', 'no JSON object'],
    ['[]', 'no JSON object'],
    ['null', 'no JSON object'],
    ['{}', 'no S3 event'],
    ['{"Records": {"a": 1}}', 'no S3 event'],
    ['{"__proto__": {"Records": []}}', 'no S3 event'],
    ['[['.repeat(50_000), 'no JSON object'],
    [`{"Records": [${'1,'.repeat(1000)}1]}`, 'more than 1000'],
    [`"${'x'.repeat(1_048_577)}"`, 'larger'],
    [snsBody('hello'), 'inside the SNS notification'],
    [JSON.stringify({ Type: 'SubscriptionConfirmation', TopicArn: 'arn', Token: 't' }), 'confirm'],
  ])('is a problem with its reason (%#)', (body, reason) => {
    expect(decodeNotification(body)).toEqual({ kind: 'problem', reason: expect.stringContaining(reason) })
  })

  it.each([
    [recordOf({ eventSource: 'aws:sqs' }), 'eventSource'],
    [recordOf({ eventName: undefined }), 'eventName'],
    [recordOf({ eventTime: 'yesterday' }), 'eventTime'],
    [recordOf({ bucket: '' }), 'bucket'],
    [recordOf({ key: 'x'.repeat(1025) }), 'key'],
    [recordOf({ key: '%F0%9F%98%80'.repeat(257) }), 'key'],
    [7, 'JSON object'],
    [null, 'JSON object'],
  ])('holds a record with a problem (%#)', (record, reason) => {
    expect(decodeNotification(s3Body(record))).toMatchObject({ events: [], problem: expect.stringContaining(reason) })
  })

  it('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (text) => void decodeNotification(text)))
    const anything = fc.oneof(
      fc.json(),
      fc.jsonValue().map((value) => s3Body(value)),
    )
    fc.assert(fc.property(anything, (text) => void decodeNotification(text)))
    const record = fc
      .record({ eventSource: fc.constant('aws:s3'), eventVersion: fc.constant('2.1') })
      .chain((base) => fc.jsonValue().map((s3) => ({ ...base, eventName: 'ObjectCreated:Put', s3 })))
    fc.assert(fc.property(record, (value) => void decodeNotification(s3Body(value))))
  })
})
