/** Events as S3, SNS and EventBridge write them, for tests and for the demo's emulator. */

type RecordChange = {
  key?: string
  size?: unknown
  eTag?: unknown
  sequencer?: unknown
  versionId?: unknown
  bucket?: string
} & Record<string, unknown>

/** One record of a notification; `key` stands in it as given, so encode it first. */
export function recordOf({
  key = 'results/celery-task-meta-1',
  bucket = 'shop',
  ...change
}: RecordChange = {}): unknown {
  const { size, eTag, sequencer, versionId, ...fields } = {
    size: 312,
    eTag: '9b2cf535f27731c974343645a3985328',
    sequencer: '0055AED6DCD90281E5',
    versionId: undefined,
    ...change,
  }
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'eu-west-1',
    eventTime: '2026-11-21T12:00:00.123Z',
    eventName: 'ObjectCreated:Put',
    userIdentity: { principalId: 'AWS:AIDAJDPLRKLG7UEXAMPLE' },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': 'C3D13FE58DE4C810', 'x-amz-id-2': 'FMyUVURIY8' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'tombstone',
      bucket: { name: bucket, ownerIdentity: { principalId: 'A3NL1KOZZKExample' }, arn: `arn:aws:s3:::${bucket}` },
      object: { key, size, eTag, versionId, sequencer },
    },
    ...fields,
  }
}

export function s3Body(...records: unknown[]): string {
  return JSON.stringify({ Records: records })
}

export function snsBody(message: string): string {
  return JSON.stringify({
    Type: 'Notification',
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: 'arn:aws:sns:eu-west-1:123456789012:results',
    Subject: 'Amazon S3 Notification',
    Message: message,
    Timestamp: '2026-11-21T12:00:00.500Z',
    SignatureVersion: '1',
    UnsubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe',
  })
}

export function bridgeBody({
  key = 'results/celery-task-meta-1',
  ...change
}: {
  key?: string
  [name: string]: unknown
}) {
  return JSON.stringify({
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: '123456789012',
    time: '2026-11-21T12:00:00Z',
    region: 'eu-west-1',
    resources: ['arn:aws:s3:::shop'],
    detail: {
      version: '0',
      bucket: { name: 'shop' },
      object: { key, size: 312, etag: '9b2cf535f27731c974343645a3985328', sequencer: '0055AED6DCD90281E5' },
      'request-id': 'N4N7GDK58NMKJ12R',
      requester: '123456789012',
      reason: 'PutObject',
    },
    ...change,
  })
}
