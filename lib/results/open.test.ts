import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { startFauxqs } from 'fauxqs'
import { expect, it, onTestFinished } from 'vitest'
import { openMemoryIndex } from '@/lib/db/memory-index'
import { inventoryObjects } from '@/lib/inventory/testing'
import { decodeDocument } from '@/lib/sync/decode-document'
import { sweep } from '@/lib/sync/engine'
import { openResultStore } from './open'

const { signal } = new AbortController()

it('reads the inventory of a bucket from another bucket, in S3', async () => {
  const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false })
  const aws = {
    endpoint: `http://127.0.0.1:${server.port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    region: 'us-east-1',
  }
  const client = new S3Client({ ...aws, forcePathStyle: true })
  onTestFinished(async () => {
    client.destroy()
    await server.stop()
  })
  const put = (Bucket: string, Key: string, Body: Uint8Array | string) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body }))
  for (const Bucket of ['results', 'lists']) await client.send(new CreateBucketCommand({ Bucket }))
  const keys = Array.from({ length: 40 }, (_, at) => `celery/celery-task-meta-${at} +é`)
  for (const key of keys) await put('results', key, '{"status": "SUCCESS", "result": 1}')
  // Large enough that its body is a stream of several parts.
  const rows = Array.from({ length: 30_000 }, () => ({ key: `logs/${crypto.randomUUID()}` }))
  const folder = 'daily/results/tombstone/'
  const files = [[...rows, ...keys.map((key) => ({ key }))]]
  for (const [key, body] of inventoryObjects({ sourceBucket: 'results', folder, files })) await put('lists', key, body)

  const requests: string[] = []
  const store = await openResultStore(
    { kind: 's3', bucket: 'results', keyPrefix: 'celery/', aws, inventory: { bucket: 'lists', folder } },
    (operation) => requests.push(operation),
  )
  const found: string[] = []
  const inventory = await store.inventory?.newest(signal)
  await inventory?.check(signal)
  for await (const page of inventory?.keys('celery/celery-task', signal) ?? []) found.push(...page.keys)
  expect(found).toEqual(keys)
  expect(requests).toEqual(['ListObjectsV2', 'GetObject', 'GetObject', 'GetObject', 'GetObject'])

  const index = openMemoryIndex()
  await sweep({ store, index, decode: decodeDocument(10_000), keyPrefix: 'celery/', now: Date.now })
  expect(index.contents().tasks.map(({ key }) => key)).toHaveLength(40)

  const elsewhere = await openResultStore(
    { kind: 's3', bucket: 'results', keyPrefix: '', aws, inventory: { bucket: 'nowhere', folder } },
    () => {},
  )
  await expect(elsewhere.inventory?.newest(signal)).rejects.toMatchObject({
    code: 'no_such_bucket',
    message: 'There is no bucket named "nowhere". Check INVENTORY_URL.',
  })
})
