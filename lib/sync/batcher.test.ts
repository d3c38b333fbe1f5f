import { describe, expect, it } from 'vitest'
import { openMemoryIndex } from '@/lib/db/memory-index'
import { groupRow, taskRow } from '@/lib/db/testing-rows'
import { createBatcher, type Finding } from './batcher'

function someBatcher() {
  const clock = { ms: 0 }
  const index = openMemoryIndex()
  const batcher = createBatcher({
    index,
    now: () => clock.ms,
    batchSize: 500,
    signal: new AbortController().signal,
    onApplied: () => {},
  })
  const written = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    return index.contents().tasks.length + index.contents().groups.length
  }
  return { clock, batcher, written }
}

const task = (taskId: string): Finding => ({ kind: 'task', row: taskRow({ taskId }) })

describe('Findings', () => {
  it('wait for others, but not longer than a second', async () => {
    const { clock, batcher, written } = someBatcher()
    await batcher.add(task('a'))
    clock.ms = 900
    await batcher.add(task('b'))
    expect(await written()).toBe(0)
    clock.ms = 1000
    batcher.flushIfDue()
    expect(await written()).toBe(2)
    await batcher.add(task('c'))
    clock.ms = 1900
    batcher.flushIfDue()
    expect(await written()).toBe(2)
    clock.ms = 2000
    await batcher.add(task('d'))
    expect(await written()).toBe(4)
    batcher.flushIfDue()
    await batcher.finish()
  })

  it('wait for the oldest write only, so that the index never waits for them', async () => {
    const ends: (() => void)[] = []
    const index = openMemoryIndex()
    const slow: typeof index = {
      ...index,
      async apply(batch) {
        await new Promise<void>((resolve) => ends.push(resolve))
        return index.apply(batch)
      },
    }
    const batcher = createBatcher({
      index: slow,
      now: () => 0,
      batchSize: 2,
      signal: new AbortController().signal,
      onApplied: () => {},
    })
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    await Promise.all(['a', 'b', 'c'].map((id) => batcher.add(task(id))))
    let added = false
    const adding = batcher.add(task('d')).then(() => {
      added = true
    })
    await turn()
    expect({ added, writing: ends.length }).toEqual({ added: false, writing: 1 })
    ends.shift()?.()
    await adding
    await turn()
    // The second write is under way, and there is room for more findings already.
    expect(ends).toHaveLength(1)
    ends.shift()?.()
    await batcher.finish()
    expect(index.contents().tasks).toHaveLength(4)
  })

  it('are written by their size where they are large', async () => {
    const { batcher, written } = someBatcher()
    const membersJson = `["${'x'.repeat(1_000_000)}"]`
    for (let number = 0; number < 7; number += 1) {
      await batcher.add({ kind: 'group', row: groupRow({ groupId: `g${number}`, membersJson }) })
    }
    expect(await written()).toBe(4)
    await batcher.finish()
    expect(await written()).toBe(7)
  })
})
