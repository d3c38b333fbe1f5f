import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createS3Store } from '@/lib/results/s3'
import type { KeyRange, ResultStore } from '@/lib/results/store'
import { benchAws } from './settings'
import { syntheticBucket } from './synthetic-bucket'
import { syntheticServer } from './synthetic-s3'

const bucket = syntheticBucket(2345, 'shop/')
const server = syntheticServer(bucket)
const { signal } = new AbortController()
const all = Array.from({ length: bucket.size }, (_, number) => bucket.key(number))
let store: ResultStore

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const aws = benchAws((server.address() as AddressInfo).port)
  store = createS3Store({ kind: 's3', bucket: 'bench', keyPrefix: 'shop/', aws })
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function pages(range: KeyRange) {
  const lists: string[][] = []
  for await (const page of store.list(range, signal)) lists.push(page.map(({ key }) => key))
  return lists
}

describe('the synthetic S3', () => {
  it('has ascending keys and documents of 600 to 2,000 bytes', () => {
    expect(all).toEqual([...all].sort())
    expect(new Set(all).size).toBe(bucket.size)
    const sizes = all.map((_, number) => bucket.document(number).length)
    expect(Math.min(...sizes)).toBeGreaterThan(500)
    expect(Math.max(...sizes)).toBeLessThan(2100)
  })

  it('lists by pages, from any key to any other', async () => {
    expect(await pages({ prefix: 'shop/celery-task' })).toEqual([
      all.slice(0, 1000),
      all.slice(1000, 2000),
      all.slice(2000),
    ])
    expect((await pages({ prefix: 'shop/', after: all[1200], upTo: all[1300] })).flat()).toEqual(all.slice(1201, 1301))
    expect((await pages({ prefix: 'shop/', after: `${all[7]}x` })).flat()).toEqual(all.slice(8))
    expect((await pages({ prefix: 'other/' })).flat()).toEqual([])
  })

  it('hands out what it lists', async () => {
    const [listed] = (await store.list({ prefix: 'shop/' }, signal)[Symbol.asyncIterator]().next()).value ?? []
    const outcome = await store.get(all[0] ?? '', {}, signal)
    if (outcome.kind !== 'found') throw new Error(outcome.kind)
    const { version } = outcome.document
    expect(outcome.document).toMatchObject(listed ?? {})
    expect(await new Response(outcome.document.body).text()).toBe(bucket.document(0))
    expect(await store.get(all[0] ?? '', { ifNoneMatch: version }, signal)).toEqual({ kind: 'unchanged' })
    expect(await store.get('shop/celery-task-meta-none', {}, signal)).toMatchObject({ kind: 'missing' })
  })
})
