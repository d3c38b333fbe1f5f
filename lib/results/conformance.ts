import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compareKeys } from '@/lib/celery/key-order'
import type { KeyRange, ResultStore } from './store'

export type StoreHarness = {
  store: ResultStore
  /** Puts an object there by another way than the store's own. */
  put(key: string, body: string | Uint8Array): Promise<void>
  /** Whether the server behind the store honours conditions on deletes and copies. */
  deletesByVersion?: boolean
  /** Removes everything. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** What every result store must do, whatever lies behind it. Called by a ten-line test per adapter. */
export function describeResultStore(name: string, open: () => Promise<StoreHarness>): void {
  const { signal } = new AbortController()

  describe(`${name} as a result store`, () => {
    let harness: StoreHarness
    beforeAll(async () => {
      harness = await open()
    })
    beforeEach(() => harness.clear())
    afterAll(() => harness.close())

    async function pages(range: KeyRange) {
      const all: string[][] = []
      for await (const page of harness.store.list(range, signal)) all.push(page.map((entry) => entry.key))
      return all
    }
    const keys = async (range: KeyRange) => (await pages(range)).flat()

    it('lists by prefix, after one key up to another, in byte order', async () => {
      for (const key of ['p/a', 'p/b', 'p/b1', 'p/c', 'q/a', 'p']) await harness.put(key, key)
      expect(await keys({ prefix: 'p/' })).toEqual(['p/a', 'p/b', 'p/b1', 'p/c'])
      expect(await keys({ prefix: 'p/', after: 'p/a' })).toEqual(['p/b', 'p/b1', 'p/c'])
      expect(await keys({ prefix: 'p/', after: 'p/a', upTo: 'p/b1' })).toEqual(['p/b', 'p/b1'])
      expect(await keys({ prefix: 'p/', after: 'p/az', upTo: 'p/bz' })).toEqual(['p/b', 'p/b1'])
      expect(await keys({ prefix: 'p/', upTo: 'p/0' })).toEqual([])
      expect(await keys({ prefix: 'nothing' })).toEqual([])
    })

    it('orders by bytes where UTF-16, a locale and case would order otherwise', async () => {
      const ids = ['Zebra', 'apple', 'Éclair', 'éclair', '_x', '-x', '😀', '\uff5e', 'a b', 'a/b', 'a-b', '10', '9']
      for (const id of ids) await harness.put(`p-${id}`, id)
      const expected = ids.map((id) => `p-${id}`).sort(compareKeys)
      expect(await keys({ prefix: 'p-' })).toEqual(expected)
      expect(await keys({ prefix: 'p-', after: expected[3], upTo: expected[8] })).toEqual(expected.slice(4, 9))
    })

    it('pages by a thousand', async () => {
      const all = Array.from({ length: 2100 }, (_, at) => `p/${String(at).padStart(4, '0')}`)
      for (let at = 0; at < all.length; at += 100) {
        await Promise.all(all.slice(at, at + 100).map((key) => harness.put(key, '{}')))
      }
      expect((await pages({ prefix: 'p/' })).map((page) => page.length)).toEqual([1000, 1000, 100])
      expect(await keys({ prefix: 'p/', after: 'p/0049' })).toEqual(all.slice(50))
      expect((await pages({ prefix: 'p/', upTo: 'p/0999' })).map((page) => page.length)).toEqual([1000])
    })

    it('tells version, size and time of what it lists and reads alike', async () => {
      await harness.put('p/one', 'hello')
      const [entry] = (await harness.store.list({ prefix: 'p/' }, signal)[Symbol.asyncIterator]().next()).value ?? []
      expect(entry).toMatchObject({ key: 'p/one', sizeBytes: 5, version: '5d41402abc4b2a76b9719d911017c592' })
      const outcome = await harness.store.get('p/one', {}, signal)
      if (outcome.kind !== 'found') throw new Error(outcome.kind)
      const { body, ...document } = outcome.document
      expect(await new Response(body).text()).toBe('hello')
      expect(document).toMatchObject({ key: 'p/one', sizeBytes: 5, version: entry?.version })
      expect(Math.abs(document.modifiedAt.getTime() - Date.now())).toBeLessThan(3_600_000)
      expect(document.storageClass).toBe('STANDARD')
    })

    it('answers unchanged while the version is the one it was asked about', async () => {
      await harness.put('p/one', 'hello')
      const ifNoneMatch = '5d41402abc4b2a76b9719d911017c592'
      expect(await harness.store.get('p/one', { ifNoneMatch }, signal)).toEqual({ kind: 'unchanged' })
      await harness.put('p/one', 'other')
      expect(await harness.store.get('p/one', { ifNoneMatch }, signal)).toMatchObject({ kind: 'found' })
    })

    it('answers missing where there is nothing', async () => {
      expect(await harness.store.get('p/none', {}, signal)).toEqual({ kind: 'missing', uncertain: false })
    })

    it('reads ranges, with the size of the whole', async () => {
      await harness.put('p/one', '0123456789')
      await harness.put('p/empty', '')
      const read = async (key: string, start: number, endInclusive: number) => {
        const outcome = await harness.store.get(key, { range: { start, endInclusive } }, signal)
        if (outcome.kind !== 'found') throw new Error(outcome.kind)
        return [await new Response(outcome.document.body).text(), outcome.document.sizeBytes]
      }
      expect(await read('p/one', 0, 3)).toEqual(['0123', 10])
      expect(await read('p/one', 7, 99)).toEqual(['789', 10])
      expect(await read('p/empty', 0, 99)).toEqual(['', 0])
    })

    it('reads large bodies whole', async () => {
      const large = new Uint8Array(3_000_000).map((_, at) => at % 251)
      await harness.put('p/large', large)
      const outcome = await harness.store.get('p/large', {}, signal)
      if (outcome.kind !== 'found') throw new Error(outcome.kind)
      expect(Buffer.from(await new Response(outcome.document.body).arrayBuffer()).equals(large)).toBe(true)
    })

    const hostile = [
      '/leading',
      '//two',
      'a//b',
      'a/../b',
      './a',
      'a b',
      ' edge ',
      'a+b',
      'a%2Fb',
      '100%',
      'a?b#c&d=e',
      `<'"&>`,
      'ü/Ω/日本',
      '😀',
      'a\\b',
      'a:b;c,d@e!f$g*h(i)',
      'trailing/',
    ]
    it.each(hostile)('takes the key %j to the letter', async (id) => {
      await harness.put(`p${id}`, id)
      expect(await keys({ prefix: 'p' })).toEqual([`p${id}`])
      const outcome = await harness.store.get(`p${id}`, {}, signal)
      if (outcome.kind !== 'found') throw new Error(outcome.kind)
      expect(await new Response(outcome.document.body).text()).toBe(id)
      expect(await keys({ prefix: 'p', after: `p${id}` })).toEqual([])
      await harness.store.delete?.([{ key: `p${id}` }], signal)
      expect(await keys({ prefix: 'p' })).toEqual([])
    })

    it('lists under a prefix that starts with a slash', async () => {
      await harness.put('/celery/x celery-task-meta-1', '{}')
      expect(await keys({ prefix: '/celery/x celery-task' })).toEqual(['/celery/x celery-task-meta-1'])
    })

    it('deletes many at once, missing ones too', async ({ skip }) => {
      if (!harness.store.delete) return skip('this store only reads')
      const present = Array.from({ length: 1100 }, (_, at) => `p/${at}`)
      for (let at = 0; at < present.length; at += 100) {
        await Promise.all(present.slice(at, at + 100).map((key) => harness.put(key, '{}')))
      }
      const outcomes = await harness.store.delete(
        [...present, 'p/none', "p/odd '&<key>"].map((key) => ({ key })),
        signal,
      )
      expect(outcomes.length).toBe(1102)
      expect(outcomes.every((outcome) => outcome.deleted)).toBe(true)
      expect(await keys({ prefix: 'p/' })).toEqual([])
    })

    it('keeps what is newer than the version it is told to delete', async ({ skip }) => {
      if (!harness.store.delete) return skip('this store only reads')
      if (!harness.deletesByVersion) return skip('the server behind this store deletes without looking at versions')
      for (const key of ['p/old', 'p/new', 'p/alone']) await harness.put(key, 'hello')
      const ifVersion = '5d41402abc4b2a76b9719d911017c592'
      await harness.put('p/new', 'newer')
      const entries = ['p/old', 'p/new', 'p/none'].map((key) => ({ key, ifVersion }))
      const outcomes = await harness.store.delete(entries, signal)
      expect(outcomes.map(({ key, code }) => [key, code])).toEqual([
        ['p/old', undefined],
        ['p/new', 'PreconditionFailed'],
        ['p/none', undefined],
      ])
      expect(await harness.store.delete([{ key: 'p/new', ifVersion }], signal)).toMatchObject([
        { deleted: false, code: 'PreconditionFailed' },
      ])
      expect(await harness.store.delete([{ key: 'p/alone', ifVersion }], signal)).toMatchObject([{ deleted: true }])
      expect(await keys({ prefix: 'p/' })).toEqual(['p/new'])
    })

    it('copies the version it is asked for', async ({ skip }) => {
      if (!harness.store.copy) return skip('this store does not copy')
      await harness.put('p/ü &<key>', 'hello')
      const from = { key: 'p/ü &<key>', ifVersion: '5d41402abc4b2a76b9719d911017c592' }
      expect(await harness.store.copy(from, { key: 'archive/p +/ü' }, signal)).toBe(true)
      const copied = await harness.store.get('archive/p +/ü', {}, signal)
      expect(copied).toMatchObject({ kind: 'found', document: { version: from.ifVersion, sizeBytes: 5 } })
      if (copied.kind === 'found') await copied.document.body.cancel()
      await harness.put('p/ü &<key>', 'other')
      if (harness.deletesByVersion) expect(await harness.store.copy(from, { key: 'archive/2' }, signal)).toBe(false)
      expect(await harness.store.copy({ key: 'p/none' }, { key: 'archive/3' }, signal)).toBe(false)
    })

    it('copies over nothing where it is asked to, if its server knows such conditions', async ({ skip }) => {
      const { copy } = harness.store
      if (!copy) return skip('this store does not copy')
      if (!harness.deletesByVersion) return skip('its server knows no conditions')
      await harness.put('archive/one', 'hello')
      expect(await copy({ key: 'archive/one' }, { key: 'p/one', ifAbsent: true }, signal)).toBe(true)
      await harness.put('p/one', 'newer')
      expect(await copy({ key: 'archive/one' }, { key: 'p/one', ifAbsent: true }, signal)).toBe(false)
      const kept = await harness.store.get('p/one', {}, signal)
      expect(kept.kind === 'found' && (await new Response(kept.document.body).text())).toBe('newer')
    })

    it('stops when it is told to', async () => {
      await harness.put('p/one', 'hello')
      const stopped = AbortSignal.abort()
      await expect(harness.store.get('p/one', {}, stopped)).rejects.toThrow()
      await expect(
        (async () => {
          for await (const _ of harness.store.list({ prefix: 'p/' }, stopped)) return
        })(),
      ).rejects.toThrow()
    })

    it('writes what it later reads', async ({ skip }) => {
      if (!harness.store.put) return skip('this store only reads')
      await harness.store.put('p/put', new TextEncoder().encode('written'), signal)
      expect(await keys({ prefix: 'p/' })).toEqual(['p/put'])
    })
  })
}
