import { describe, expect, it } from 'vitest'
import { type BulkProgress, runBulk } from './bulk-run.model'

const ids = ['a', 'b', 'c', 'd', 'e', 'f']
const never = new AbortController().signal

describe('a bulk run', () => {
  it('goes on where one fails and tells which', async () => {
    const act = async (id: string) => {
      if (id === 'b') throw new Error('not_retryable')
    }
    const end = await runBulk(ids, act, () => {}, never)
    expect(end.succeeded.toSorted()).toEqual(['a', 'c', 'd', 'e', 'f'])
    expect(end.failed).toMatchObject([{ taskId: 'b' }])
  })

  it('has only a few under way at a time', async () => {
    let now = 0
    let most = 0
    const act = async () => {
      now += 1
      most = Math.max(most, now)
      await Promise.resolve()
      now -= 1
    }
    await runBulk(ids, act, () => {}, never, 2)
    expect(most).toBe(2)
  })

  it('reports each step', async () => {
    const seen: BulkProgress[] = []
    await runBulk(
      ids,
      async () => {},
      (progress) => seen.push(progress),
      never,
    )
    expect(seen.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('finishes what has begun and leaves the rest when it is stopped', async () => {
    const stop = new AbortController()
    const act = async (id: string) => {
      if (id === 'b') stop.abort()
    }
    const end = await runBulk(ids, act, () => {}, stop.signal, 1)
    expect(end.succeeded).toEqual(['a', 'b'])
  })
})
