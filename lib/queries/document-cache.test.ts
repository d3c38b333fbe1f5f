import { describe, expect, it } from 'vitest'
import { createDocumentCache } from './document-cache'

describe('createDocumentCache', () => {
  it('drops the least recently used beyond its cap', () => {
    const cache = createDocumentCache<number>(100)
    for (const [index, key] of ['a', 'b', 'c', 'd'].entries()) cache.set(key, index, 25)
    cache.get('a')
    cache.set('e', 4, 25)
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => cache.get(key))).toEqual([0, undefined, 2, 3, 4])
  })

  it('does not let one large document push out all others', () => {
    const cache = createDocumentCache<number>(100)
    cache.set('small', 1, 10)
    cache.set('large', 2, 90)
    expect([cache.get('small'), cache.get('large')]).toEqual([1, undefined])
  })

  it('counts a replaced entry once', () => {
    const cache = createDocumentCache<number>(100)
    for (let round = 0; round < 50; round += 1) cache.set('a', round, 20)
    cache.set('b', 1, 20)
    expect([cache.get('a'), cache.get('b')]).toEqual([49, 1])
  })
})
