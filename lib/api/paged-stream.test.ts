import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { pagedStream } from './paged-stream'

describe('A stream of pages', () => {
  function numbers(upTo: number, failsAt = Number.POSITIVE_INFINITY) {
    const seen = { taken: 0, ended: false, failures: [] as unknown[] }
    async function* pages(): AsyncGenerator<number[], void> {
      try {
        for (let page = 0; page < upTo; page += 1) {
          if (page === failsAt) throw new Error('The database is away.')
          seen.taken += 1
          yield [page * 2, page * 2 + 1]
        }
      } finally {
        seen.ended = true
      }
    }
    const open = () => pagedStream(pages(), 'head\n', String, (error) => seen.failures.push(error))
    return { seen, open }
  }

  it('is the head and every line', async () => {
    const { open } = numbers(3)
    expect(await new Response(await open()).text()).toBe('head\n012345')
    expect(await new Response(await numbers(0).open()).text()).toBe('head\n')
  })

  it('reads a page only when it is asked for, and none when the reader has gone', async () => {
    const { seen, open } = numbers(100)
    const reader = (await open()).getReader()
    await reader.read()
    await reader.read()
    await setImmediate()
    expect(seen).toMatchObject({ taken: 2, ended: false })
    await reader.cancel()
    expect(seen).toMatchObject({ taken: 2, ended: true })
  })

  it('says nothing of a page that comes after the reader has gone', async () => {
    let arrive = () => {}
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const failures: unknown[] = []
    async function* pages(): AsyncGenerator<number[], void> {
      yield [1]
      await arrived
      yield [2]
    }
    const reader = (await pagedStream(pages(), '', String, (error) => failures.push(error))).getReader()
    await reader.read()
    const next = reader.read()
    const cancelled = reader.cancel()
    arrive()
    await Promise.all([next, cancelled])
    await setImmediate()
    expect(failures).toEqual([])
  })

  it('fails before it begins where the first page fails, and breaks off where a later one does', async () => {
    await expect(numbers(3, 0).open()).rejects.toThrow('away')
    const { seen, open } = numbers(3, 1)
    await expect(new Response(await open()).text()).rejects.toThrow('away')
    expect(seen.failures).toHaveLength(1)
  })
})
