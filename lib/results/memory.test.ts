import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { describeResultStore } from './conformance'
import { createMemoryStore } from './memory'

describeResultStore('memory', async () => {
  const store = createMemoryStore()
  return {
    store,
    deletesByVersion: true,
    put: async (key, body) => store.set(key, body),
    clear: async () => {
      for (const key of store.keys()) store.remove(key)
    },
    close: async () => {},
  }
})

describe('faults of the memory store', () => {
  const { signal } = new AbortController()

  it('fails the request it was told to fail, and counts it', async () => {
    const store = createMemoryStore()
    store.set('a', 'text')
    store.intercept = ({ number }) => {
      if (number === 2) throw new AppError('throttled', 'slow down')
      return undefined
    }
    expect(await store.get('a', {}, signal)).toMatchObject({ kind: 'found' })
    await expect(store.get('a', {}, signal)).rejects.toMatchObject({ code: 'throttled' })
    expect(store.requests.get).toBe(2)
  })

  it('cuts a body', async () => {
    const store = createMemoryStore()
    store.set('a', 'x'.repeat(200_000))
    store.intercept = () => ({ truncateBodyAt: 100_000 })
    const outcome = await store.get('a', {}, signal)
    if (outcome.kind !== 'found') throw new Error(outcome.kind)
    await expect(new Response(outcome.document.body).text()).rejects.toMatchObject({ code: 'upstream' })
  })

  it('repeats a body up to any size without holding it', async () => {
    const store = createMemoryStore()
    store.set('a', 'abc', { repeatTo: 1_000_000 })
    const outcome = await store.get('a', {}, signal)
    if (outcome.kind !== 'found') throw new Error(outcome.kind)
    expect(outcome.document.sizeBytes).toBe(1_000_000)
    expect((await new Response(outcome.document.body).text()).length).toBe(1_000_000)
  })
})
