import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { createMemoryStore } from '@/lib/results/memory'
import { openInventory } from './open-inventory'
import { allVersions, type InventoryChange, inventoryFolder, inventoryObjects } from './testing'

const { signal } = new AbortController()
const prefix = 'celery/celery-task'
const k = (id: string) => `celery/celery-task-meta-${id}`
const rowsOf = (...ids: string[]) => ids.map((id) => ({ key: k(id) }))

function setUp(...inventories: InventoryChange[]) {
  const store = createMemoryStore()
  const deliver = (change: InventoryChange) => {
    for (const [key, body] of inventoryObjects(change)) store.set(key, body)
  }
  for (const change of inventories) deliver(change)
  const source = openInventory({ store, bucket: 'inventory', folder: inventoryFolder, sourceBucket: 'shop' })
  return {
    store,
    source,
    deliver,
    async keys() {
      const found: string[] = []
      const inventory = await source.newest(signal)
      for await (const page of inventory.keys(prefix, signal)) found.push(...page.keys)
      return found
    },
  }
}

const dataKey = (at = 0) => `${inventoryFolder}data/2026-11-20T01-00Z-${at}.csv.gz`
const refused = (code: string, text: string) => ({ code, message: expect.stringContaining(text) })

describe('an inventory', () => {
  it('names the keys under the prefix, from all its files, decoded as a form', async () => {
    const odd = ['a b', 'a+b', 'é/ü', 'a%2Fb', 'a"b,c', '😀', "it's (fine)*!"]
    const { keys, source } = setUp({
      files: [rowsOf('1', ...odd), [{ key: 'celery/other' }, { key: 'logs/x' }, ...rowsOf('2')], []],
    })
    expect(await keys()).toEqual([k('1'), ...odd.map(k), k('2')])
    expect(await source.newest(signal)).toMatchObject({
      label: `s3://inventory/${inventoryFolder}2026-11-20T01-00Z/manifest.json`,
      takenMs: Date.UTC(2026, 10, 20, 1),
      fileCount: 3,
    })
  })

  it('comes in pages of at most a thousand, and says how far it is', async () => {
    const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => String(from + at))
    const { source } = setUp({ files: [rowsOf(...ids(0, 2500)), rowsOf(...ids(2500, 2600))] })
    const pages = []
    for await (const page of (await source.newest(signal)).keys(prefix, signal)) pages.push(page)
    expect(pages.map(({ keys, filesDone }) => [keys.length, filesDone])).toEqual([
      [1000, 0],
      [1000, 0],
      [500, 1],
      [100, 2],
    ])
    expect(pages.at(-1)?.rows).toBe(2600)
    expect(pages.flatMap(({ keys }) => keys)).toEqual(ids(0, 2600).map(k))
  })

  it('of all versions names the latest ones that are not deleted', async () => {
    const { keys } = setUp({
      columns: allVersions.split(', '),
      files: [
        [
          { key: k('old'), isLatest: false },
          { key: k('old'), isLatest: true },
          { key: k('deleted'), isLatest: true, isDeleteMarker: true },
          { key: k('deleted'), isLatest: false },
          { key: k('elsewhere'), bucket: 'another' },
        ],
      ],
    })
    expect(await keys()).toEqual([k('old')])
  })

  it('is the newest that was delivered whole', async () => {
    const { keys, store, deliver } = setUp(
      { files: [rowsOf('older')], date: '2026-11-18T01-00Z' },
      { files: [rowsOf('newer')], date: '2026-11-19T01-00Z' },
    )
    const [, manifest] = inventoryObjects({ files: [rowsOf('half')], date: '2026-11-21T01-00Z' })
    if (manifest) store.set(...manifest)
    store.set(`${inventoryFolder}hive/dt=2026-11-21-01-00/symlink.txt`, 'x')
    store.set(`${inventoryFolder}2027/manifest.json`, 'x')
    expect(await keys()).toEqual([k('newer')])
    expect(store.requests).toMatchObject({ list: 1, get: 3 })
    deliver({ files: [rowsOf('newest')], date: '2026-11-22T01-00Z' })
    expect(await keys()).toEqual([k('newest')])
  })

  it('can be checked without reading it', async () => {
    const { store, source } = setUp({ files: [rowsOf('1'), rowsOf('2')] })
    await (await source.newest(signal)).check(signal)
    store.set(dataKey(1), 'short')
    await expect((await source.newest(signal)).check(signal)).rejects.toMatchObject(refused('upstream', '5 bytes'))
    store.remove(dataKey(1))
    await expect((await source.newest(signal)).check(signal)).rejects.toMatchObject(refused('not_found', dataKey(1)))
  })
})

describe('what is wrong with an inventory is said', () => {
  it('where none has been delivered', async () => {
    const { source, deliver, store } = setUp()
    await expect(source.newest(signal)).rejects.toMatchObject(refused('not_found', '48 hours'))
    deliver({ files: [] })
    store.remove(`${inventoryFolder}2026-11-20T01-00Z/manifest.checksum`)
    await expect(source.newest(signal)).rejects.toMatchObject(refused('not_found', `s3://inventory/${inventoryFolder}`))
  })

  it('where it lists another bucket, or is no CSV', async () => {
    const of = (change: Partial<InventoryChange>) => setUp({ files: [], ...change }).source.newest(signal)
    await expect(of({ sourceBucket: 'other' })).rejects.toMatchObject(refused('bad_config', '"other"'))
    await expect(of({ manifest: { fileFormat: 'ORC' } })).rejects.toMatchObject(refused('not_supported', 'ORC'))
  })

  it('where the manifest is not the one its checksum is of', async () => {
    const { source, store } = setUp({ files: [] })
    store.set(`${inventoryFolder}2026-11-20T01-00Z/manifest.json`, '{}')
    await expect(source.newest(signal)).rejects.toMatchObject(refused('upstream', 'manifest.checksum'))
  })

  const whole = inventoryObjects({ files: [rowsOf('1', '2')] })[0]?.[1] ?? new Uint8Array()
  const flipped = whole.map((byte, at) => (at === 25 ? byte ^ 0xff : byte))
  it.each([
    ['cut off', whole.subarray(0, whole.length - 12), 'cannot be unpacked'],
    ['no gzip', new TextEncoder().encode('"shop","a"\n'), 'cannot be unpacked'],
    ['corrupt', flipped, 'is damaged'],
    ['another file', gzipSync('"shop","celery%2Fcelery-task-meta-1"\n'), 'bytes where the manifest says'],
    ['no CSV', gzipSync('"shop,'), 'no CSV'],
    ['a row without a key', gzipSync('shop\n'), 'fewer columns'],
    ['a row without an end', gzipSync('x'.repeat(100_000)), 'longer than'],
    ['longer than said', Buffer.concat([whole, Buffer.alloc(100)]), 'is damaged'],
  ])('where a file is %s', async (_what, body, reason) => {
    const { keys, store } = setUp({ files: [rowsOf('1', '2')] })
    store.set(dataKey(), body)
    await expect(keys()).rejects.toMatchObject(refused('upstream', reason))
    await expect(keys()).rejects.toMatchObject(refused('upstream', `s3://inventory/${dataKey()}`))
  })

  it('where a file has the right length and another sum', async () => {
    const { keys } = setUp({
      files: [rowsOf('1', '2')],
      manifest: { files: [{ key: dataKey(), size: whole.length, MD5checksum: '0'.repeat(32) }] },
    })
    await expect(keys()).rejects.toMatchObject(refused('upstream', 'MD5'))
  })

  it('where a file is gone, refused, or breaks off', async () => {
    const { keys, store } = setUp({ files: [rowsOf('1', '2')] })
    store.intercept = ({ key }) => (key === dataKey() ? { forbidden: true } : undefined)
    await expect(keys()).rejects.toMatchObject(refused('access_denied', 's3:GetObject'))
    store.intercept = ({ key }) => (key === dataKey() ? { truncateBodyAt: 10 } : undefined)
    await expect(keys()).rejects.toMatchObject(refused('upstream', 'ended after 10'))
    store.intercept = null
    store.remove(dataKey())
    await expect(keys()).rejects.toMatchObject(refused('not_found', dataKey()))
  })

  it('in words of its own setting', async () => {
    const { source, store } = setUp()
    store.intercept = () => {
      throw new AppError('no_such_bucket', 'Check CELERY_S3_BUCKET.')
    }
    await expect(source.newest(signal)).rejects.toMatchObject(refused('no_such_bucket', 'Check INVENTORY_URL'))
    store.intercept = () => {
      throw new AppError('access_denied', 'Allow s3:ListBucket.')
    }
    await expect(source.newest(signal)).rejects.toMatchObject(refused('access_denied', 'Allow s3:ListBucket'))
  })
})

it('stops where it is when the signal fires, and lets go of the body', async () => {
  const stop = new AbortController()
  const { source } = setUp({ files: [rowsOf(...Array.from({ length: 5000 }, (_, at) => String(at)))] })
  const read = async () => {
    for await (const _ of (await source.newest(signal)).keys(prefix, stop.signal)) stop.abort()
  }
  await expect(read()).rejects.toMatchObject({ name: 'AbortError' })
})
