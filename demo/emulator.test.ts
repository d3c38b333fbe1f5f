import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createS3Store } from '@/lib/results/s3'
import { type Emulator, startEmulator } from './emulator'

const Bucket = 'shop'
let emulator: Emulator
let s3: S3Client

beforeAll(async () => {
  emulator = await startEmulator()
  s3 = new S3Client({
    endpoint: emulator.url,
    region: 'eu-west-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  })
  await fetch(`${emulator.url}/${Bucket}`, { method: 'PUT' })
})
afterAll(async () => {
  s3.destroy()
  await emulator.close()
})

async function list(query: { Prefix?: string; StartAfter?: string; Delimiter?: string }): Promise<string[]> {
  const keys: string[] = []
  let token: string | undefined
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 2, ContinuationToken: token, ...query }))
    for (const { Key } of page.Contents ?? []) keys.push(Key ?? '')
    for (const { Prefix } of page.CommonPrefixes ?? []) keys.push(`${Prefix}…`)
    token = page.NextContinuationToken
  } while (token)
  return keys
}

describe('the emulated bucket', () => {
  const keys = ['/a', 'a', 'a B', 'a-b', 'a/b', 'a/c', 'aB', 'a_b', 'ab', 'b', 'é', '\ufffd', '😀']

  it('lists every key once over many pages, in the byte order of UTF-8', async () => {
    for (const Key of keys.toReversed()) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }))
    expect(await list({})).toEqual(keys)
  })

  it('starts after a key and stays under a prefix', async () => {
    expect(await list({ Prefix: 'a', StartAfter: 'a-b' })).toEqual(['a/b', 'a/c', 'aB', 'a_b', 'ab'])
    expect(await list({ Prefix: 'a/' })).toEqual(['a/b', 'a/c'])
    expect((await list({ Prefix: 'a', Delimiter: '/', StartAfter: 'a-b' })).sort()).toEqual(
      ['a/…', 'aB', 'a_b', 'ab'].sort(),
    )
    expect(await list({ Prefix: 'nothing' })).toEqual([])
  })

  it('takes objects with a date of long ago from the inside', async () => {
    emulator.s3.putObject(Bucket, 'dated/x', Buffer.from('x')).lastModified = new Date('2026-03-01T12:00:00Z')
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'dated/' }))
    expect(Contents?.[0]?.LastModified).toEqual(new Date('2026-03-01T12:00:00Z'))
  })
})

it('tells how a bucket is set up, and keeps the lifecycle rules that are put', async () => {
  emulator.s3.createBucket('settings')
  const aws = { endpoint: emulator.url, region: 'eu-west-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } }
  const store = createS3Store({ kind: 's3', bucket: 'settings', keyPrefix: '', aws })
  const { signal } = new AbortController()
  expect(await store.readBucket(signal)).toEqual({
    versioning: { known: true, value: 'off' },
    encryption: { known: true, value: 'AES256' },
    objectLock: { known: true, value: false },
  })
  expect(await store.readLifecycle(signal)).toEqual({
    known: true,
    value: { rules: [], transitionMinimumSize: null },
  })
  const rules = [
    { ID: 'a <b>', Status: 'Enabled', Filter: { Prefix: 'x&y/' }, Expiration: { Days: 7 } },
    { ID: 'c', Status: 'Disabled', Filter: { Prefix: '' }, NoncurrentVersionExpiration: { NoncurrentDays: 3 } },
  ]
  const transitionMinimumSize = 'varies_by_storage_class'
  await store.replaceLifecycle({ rules, transitionMinimumSize }, signal)
  expect(await store.readLifecycle(signal)).toEqual({ known: true, value: { rules, transitionMinimumSize } })
  await expect(store.replaceLifecycle({ rules: [], transitionMinimumSize: null }, signal)).rejects.toThrow()
  // Without the bucket it is asked for, there is nothing to tell.
  const nowhere = createS3Store({ kind: 's3', bucket: 'nowhere', keyPrefix: '', aws })
  expect(await nowhere.readLifecycle(signal)).toMatchObject({ known: false })
})

it('deletes on the condition of a version, as S3 does since 2025', async () => {
  const put = async (key: string, body: string) => fetch(`${emulator.url}/${Bucket}/${key}`, { method: 'PUT', body })
  const aws = { endpoint: emulator.url, region: 'eu-west-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } }
  const store = createS3Store({ kind: 's3', bucket: Bucket, keyPrefix: '', aws })
  for (const key of ['v-old', 'v-alone']) await put(key, 'hello')
  await put('v-new', 'newer')
  const { signal } = new AbortController()
  const of = (key: string) => ({ key, ifVersion: '5d41402abc4b2a76b9719d911017c592' })
  expect(await store.delete(['v-old', 'v-new', 'v-none'].map(of), signal)).toMatchObject([
    { deleted: true },
    { deleted: false, code: 'PreconditionFailed' },
    { deleted: true },
  ])
  expect(await store.delete([of('v-new')], signal)).toMatchObject([{ code: 'PreconditionFailed' }])
  expect(await store.delete([of('v-alone')], signal)).toMatchObject([{ deleted: true }])
  expect(await list({ Prefix: 'v-' })).toEqual(['v-new'])
})
