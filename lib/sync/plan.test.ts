import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareKeys } from '@/lib/celery/key-order'
import type { StoredEntry } from '@/lib/results/store'
import { mergeWithIndex } from './plan'

const listedEntry = (key: string, version: string): StoredEntry => ({
  key,
  version,
  modifiedAt: new Date(0),
  sizeBytes: 1,
  storageClass: 'STANDARD',
})
const byKey = <T extends { key: string }>(entries: T[]) => entries.sort((a, b) => compareKeys(a.key, b.key))
const sorted = (keys: string[]) => [...keys].sort(compareKeys)

// Few keys, so that both sides often hold the same ones; among them pairs whose UTF-16 order is not their byte order.
const key = fc.oneof(
  fc.constantFrom('a', 'b', 'a/', 'a b', '0', 'f', '\uffff', '😀', '😀a', '\ue000', 'é', '-', 'Z'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
)
const content = fc.dictionary(key, fc.constantFrom('v1', 'v2', 'v3'))

describe('mergeWithIndex', () => {
  it('finds exactly what a comparison of sets finds, whatever the page size', () => {
    fc.assert(
      fc.property(content, content, fc.integer({ min: 1, max: 5 }), (bucket, index, pageSize) => {
        const listed = byKey(Object.entries(bucket).map(([k, version]) => listedEntry(k, version)))
        const indexed = byKey(Object.entries(index).map(([k, version]) => ({ key: k, version, modifiedMs: 0 })))
        const merge = mergeWithIndex(indexed)
        const fetch: string[] = []
        const gone: string[] = []
        let same = 0
        for (let at = 0; at < listed.length; at += pageSize) {
          const plan = merge.page(listed.slice(at, at + pageSize))
          fetch.push(...plan.fetch.map(({ entry }) => entry.key))
          gone.push(...plan.gone.map((entry) => entry.key))
          same += plan.same
        }
        gone.push(...merge.end().map((entry) => entry.key))

        const bucketKeys = Object.keys(bucket)
        expect(fetch).toEqual(sorted(bucketKeys.filter((k) => !Object.hasOwn(index, k) || bucket[k] !== index[k])))
        expect(gone).toEqual(sorted(Object.keys(index).filter((k) => !Object.hasOwn(bucket, k))))
        expect(same).toBe(bucketKeys.filter((k) => Object.hasOwn(index, k) && bucket[k] === index[k]).length)
      }),
    )
  })

  it('takes everything for gone when nothing is listed', () => {
    const indexed = [{ key: 'a', version: 'v', modifiedMs: 0 }]
    const merge = mergeWithIndex(indexed)
    expect(merge.page([])).toEqual({ fetch: [], gone: [], same: 0 })
    expect(merge.end()).toEqual(indexed)
    expect(merge.end()).toEqual([])
  })
})
