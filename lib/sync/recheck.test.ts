import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { sweep } from './engine'
import { recheckTask, recheckUnfinished } from './recheck'
import { documentOf, taskKeyOf, testParts } from './testing'

const { signal } = new AbortController()

/** Three unfinished tasks and a finished one, indexed at time 0; now it is 100 seconds later. */
async function someTasks() {
  const clock = { ms: 0 }
  const parts = testParts({ now: () => clock.ms })
  for (const id of ['a', 'b', 'c']) parts.store.set(taskKeyOf(id), documentOf({ status: 'STARTED' }))
  parts.store.set(taskKeyOf('done'), documentOf())
  await sweep(parts)
  clock.ms = 100_000
  parts.store.requests.get = 0
  const stateOf = (id: string) => parts.index.contents().tasks.find(({ taskId }) => taskId === id)?.state
  return { parts, clock, stateOf }
}

describe('recheckUnfinished', () => {
  it('asks for unfinished tasks only, and stores what has changed', async () => {
    const { parts, stateOf } = await someTasks()
    parts.store.set(taskKeyOf('b'), documentOf({ status: 'SUCCESS' }))
    parts.store.remove(taskKeyOf('c'))
    expect(await recheckUnfinished(parts, {}, signal)).toEqual({ checked: 3, changed: 1, gone: 1 })
    expect(parts.store.requests.get).toBe(3)
    expect(['a', 'b', 'c', 'done'].map(stateOf)).toEqual(['STARTED', 'SUCCESS', undefined, 'SUCCESS'])
  })

  it('takes the longest unasked first, a bounded number a round, and none twice too soon', async () => {
    const { parts, clock } = await someTasks()
    const asked: string[] = []
    parts.store.intercept = ({ operation, key }) => {
      if (operation === 'get') asked.push(key.slice(-1))
      return undefined
    }
    for (let round = 0; round < 3; round += 1) {
      await recheckUnfinished(parts, { limit: 2, minimumAgeMs: 10_000 }, signal)
      clock.ms += 6000
    }
    expect(asked).toEqual(['a', 'b', 'c', 'a', 'b'])
  })

  it('leaves tasks to the sweep that have not moved for a day', async () => {
    const { parts, clock, stateOf } = await someTasks()
    clock.ms = 86_300_000
    parts.store.set(taskKeyOf('late'), documentOf({ status: 'STARTED' }))
    await sweep(parts)
    clock.ms = 86_500_000
    parts.store.set(taskKeyOf('a'), documentOf())
    expect(await recheckUnfinished(parts, {}, signal)).toMatchObject({ checked: 1 })
    expect(stateOf('a')).toBe('STARTED')
    await sweep(parts)
    expect(stateOf('a')).toBe('SUCCESS')
  })

  it('keeps what it learned before the store failed', async () => {
    const { parts, stateOf } = await someTasks()
    parts.store.set(taskKeyOf('a'), documentOf({ status: 'SUCCESS' }))
    parts.store.intercept = ({ key }) => {
      if (key === taskKeyOf('b')) throw new AppError('throttled', 'slow down')
      return undefined
    }
    await expect(recheckUnfinished(parts, { concurrency: 1 }, signal)).rejects.toMatchObject({ code: 'throttled' })
    expect(stateOf('a')).toBe('SUCCESS')
  })

  it('leaves rows alone that S3 will not speak about', async () => {
    const { parts, stateOf } = await someTasks()
    parts.store.intercept = () => ({ forbidden: true })
    expect(await recheckUnfinished(parts, {}, signal)).toEqual({ checked: 3, changed: 0, gone: 0 })
    expect(stateOf('a')).toBe('STARTED')
  })

  it('stops when it is told to', async () => {
    const { parts } = await someTasks()
    await expect(recheckUnfinished(parts, {}, AbortSignal.abort())).rejects.toThrow()
    expect(parts.store.requests.get).toBe(0)
  })
})

describe('recheckTask', () => {
  it('reads a task that the index does not know yet', async () => {
    const { parts, stateOf } = await someTasks()
    parts.store.set(taskKeyOf('new'), documentOf({ status: 'RETRY', result: null }))
    expect(await recheckTask(parts, 'new', {}, signal)).toMatchObject({ kind: 'found', result: { state: 'RETRY' } })
    expect(stateOf('new')).toBe('RETRY')
  })

  it('asks only for a change where the version is known', async () => {
    const { parts } = await someTasks()
    const version = parts.index.contents().tasks.find(({ taskId }) => taskId === 'a')?.etag
    expect(await recheckTask(parts, 'a', { knownVersion: version }, signal)).toEqual({ kind: 'unchanged' })
    const checked = parts.index.contents().tasks.find(({ taskId }) => taskId === 'a')?.checkedMs
    expect(checked).toBe(100_000)
  })

  it('removes the row of a task that is gone', async () => {
    const { parts, stateOf } = await someTasks()
    parts.store.remove(taskKeyOf('done'))
    expect(await recheckTask(parts, 'done', {}, signal)).toEqual({ kind: 'gone' })
    expect(stateOf('done')).toBeUndefined()
  })

  it('shows what the same second brought after the indexed version', async () => {
    const { parts, stateOf } = await someTasks()
    parts.store.set(taskKeyOf('a'), documentOf({ status: 'RETRY' }))
    await recheckTask(parts, 'a', {}, signal)
    parts.store.set(taskKeyOf('a'), documentOf({ status: 'SUCCESS' }))
    await recheckTask(parts, 'a', {}, signal)
    expect(stateOf('a')).toBe('SUCCESS')
  })

  it('leaves a row alone that came while it asked', async () => {
    const { parts, stateOf } = await someTasks()
    parts.store.remove(taskKeyOf('done'))
    const { get } = parts.store
    // The answer "missing" is on its way, while the key is written again and another reader stores that.
    parts.store.get = async (...given) => {
      const answer = await get(...given)
      parts.store.get = get
      parts.store.set(taskKeyOf('done'), documentOf({ status: 'FAILURE' }))
      await recheckTask(parts, 'done', {}, signal)
      return answer
    }
    expect(await recheckTask(parts, 'done', {}, signal)).toEqual({ kind: 'gone' })
    expect(stateOf('done')).toBe('FAILURE')
  })

  it('changes nothing where S3 says 403', async () => {
    const { parts, stateOf } = await someTasks()
    parts.store.intercept = () => ({ forbidden: true })
    expect(await recheckTask(parts, 'done', {}, signal)).toEqual({ kind: 'uncertain' })
    expect(stateOf('done')).toBe('SUCCESS')
  })
})
