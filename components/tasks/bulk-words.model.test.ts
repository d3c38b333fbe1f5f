import { describe, expect, it } from 'vitest'
import { bulkWords } from './bulk-words.model'
import { taskRow } from './testing'

const three = ['a', 'b', 'c'].map((taskId) => taskRow({ taskId, sizeBytes: 1000 }))

describe('asking once', () => {
  it('states count, bytes and consequence', () => {
    const { title, consequence, verb } = bulkWords('forget', three)
    expect([title, verb]).toEqual(['Forget 3 results?', 'Forget 3 results'])
    expect(consequence).toContain('3 objects (3.0 kB)')
    expect(consequence).toContain('PENDING')
  })
  it('names the one task there is', () =>
    expect(bulkWords('forget', [taskRow({ name: null, taskId: 'x/1' })]).title).toBe('Forget the result of x/1?'))
  it('warns of what has not finished', () => {
    expect(bulkWords('retry', three).caution).toBeNull()
    expect(bulkWords('retry', [...three, taskRow({ state: 'STARTED' })]).caution).toBe(
      'One of them has not finished: it may run twice at once.',
    )
  })
})
