import type { IncomingMessage } from 'node:http'
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, it } from 'vitest'
import { startEmulator } from '@/demo/emulator'
import { openSqsBroker } from '@/lib/broker/sqs'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { openRequestLedger } from '@/lib/request-ledger'
import { createS3Store } from '@/lib/results/s3'
import { planBuckets } from '@/lib/stats/buckets'
import { decodeDocument } from '@/lib/sync/decode-document'
import { sweep } from '@/lib/sync/engine'
import { getStorageRequests } from './storage-requests'

const document = JSON.stringify({ status: 'SUCCESS', result: 1, traceback: null, children: [], name: 'app.add' })
const region = 'us-east-1'

/** The API's name of what came in, as AWS would bill it. */
function operationOf({ method = '', url = '', headers }: IncomingMessage): string {
  const target = headers['x-amz-target']
  if (typeof target === 'string') return target.replace('AmazonSQS.', '')
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const [, , key = ''] = /^\/([^/]+)\/?(.*)$/.exec(pathname) ?? []
  const subject = ['versioning', 'lifecycle', 'encryption', 'object-lock', 'delete'].find((name) =>
    searchParams.has(name),
  )
  const named: Record<string, string> = {
    'GET versioning': 'GetBucketVersioning',
    'GET lifecycle': 'GetBucketLifecycleConfiguration',
    'PUT lifecycle': 'PutBucketLifecycleConfiguration',
    'GET encryption': 'GetBucketEncryption',
    'GET object-lock': 'GetObjectLockConfiguration',
    'POST delete': 'DeleteObjects',
  }
  if (subject) return named[`${method} ${subject}`] ?? `${method} ${subject}`
  if (key === '') return 'ListObjectsV2'
  return { GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject', PUT: 'PutObject' }[method] ?? method
}

describeDatabases('What the dashboard asks', (databases) => {
  it('is counted as the emulator counts it, request by request, and priced', async () => {
    const seen: string[] = []
    const emulator = await startEmulator()
    emulator.server.on('request', (request: IncomingMessage) => seen.push(operationOf(request)))
    const aws = { endpoint: emulator.url, region, credentials: { accessKeyId: 'x', secretAccessKey: 'x' } }
    emulator.s3.createBucket('shop')
    for (let at = 0; at < 1200; at += 1) {
      emulator.s3.putObject('shop', `celery-task-meta-${at}`, Buffer.from(document)).lastModified = new Date(0)
    }
    const client = new SQSClient(aws)
    for (const QueueName of ['celery', 'mail']) await client.send(new CreateQueueCommand({ QueueName }))
    seen.length = 0

    const database = await databases.open()
    const index = openTaskIndex(database, 'shop')
    const ledger = openRequestLedger(Date.now)
    const store = createS3Store({ kind: 's3', bucket: 'shop', keyPrefix: '', aws }, { meter: ledger.meter })
    const options = { kind: 'sqs' as const, aws, queueNamePrefix: '', predefinedQueues: {}, queues: [] }
    const broker = await openSqsBroker(options, ledger.meter)
    const { signal } = new AbortController()
    const parts = { store, index, keyPrefix: '', now: Date.now, decode: decodeDocument(1_000_000) }
    await sweep(parts)
    await sweep(parts)
    await store.readBucket(signal)
    await store.replaceLifecycle(
      { rules: [{ ID: 'a', Status: 'Enabled', Expiration: { Days: 7 } }], transitionMinimumSize: null },
      signal,
    )
    await store.readLifecycle(signal)
    await store.delete([{ key: 'celery-task-meta-0' }, { key: 'celery-task-meta-1' }], signal)
    for (const queue of await broker.listQueues(signal)) await broker.getDepth(queue, signal)
    await index.addRequests(ledger.drain())

    const plan = planBuckets('24h', Date.now())
    const { own, writes, dollars } = await getStorageRequests(database, 'shop', plan, region)
    const counts = Object.fromEntries(own.map(({ operation, count }) => [operation, count]))
    const truth: Record<string, number> = {}
    for (const operation of seen) truth[operation] = (truth[operation] ?? 0) + 1
    expect(counts).toEqual(truth)
    expect(counts).toMatchObject({ GetObject: 1200, PutBucketLifecycleConfiguration: 1 })
    // 1,200 results were seen, each by one PUT of a worker; their time of long ago is in no window of today.
    expect(writes.count).toBe(0)
    const expected = own.reduce((sum, line) => sum + (line.dollars ?? 0), 0)
    expect(dollars).toBeCloseTo(expected, 12)
    client.destroy()
    await emulator.close()
  })

  it('counts again what had to be sent again, and the PUT of each result that was found', async () => {
    const database = await databases.open()
    const index = openTaskIndex(database, 'again')
    const day = new Date().toISOString().slice(0, 10)
    await index.addRequests([{ day, operation: 'ListObjectsV2', count: 1000, retried: 200 }])
    const { own } = await getStorageRequests(database, 'again', planBuckets('24h', Date.now()), region)
    expect(own).toEqual([{ operation: 'ListObjectsV2', count: 1200, dollars: expect.closeTo(0.006, 10) }])
  })
})
