import { describe, expect, it } from 'vitest'
import { taskPollMs } from './poll.model'
import { sampleTask } from './testing'

const retried = { taskId: 'b', name: null, sentAt: '2026-11-20T12:05:00.000Z', queue: 'emails', edited: false }

describe('polling a task page', () => {
  it('leaves a finished task alone', () => {
    for (const state of ['SUCCESS', 'FAILURE', 'REVOKED', 'UNREADABLE'])
      expect(taskPollMs({ kind: 'task', task: sampleTask({ state }) }, 0)).toBe(false)
  })

  it('follows a finished task while what it was retried as is not finished', () => {
    const waiting = sampleTask({ retriedAs: [{ ...retried, state: null }] })
    const done = sampleTask({ retriedAs: [{ ...retried, state: 'SUCCESS' }] })
    expect(taskPollMs({ kind: 'task', task: waiting }, 0)).toBe(2_000)
    expect(taskPollMs({ kind: 'task', task: done }, 0)).toBe(false)
  })

  it('asks often at first and seldom after ten minutes', () => {
    const every = [0, 61_000, 601_000].map((ms) => taskPollMs({ kind: 'pending' }, ms))
    expect(every).toEqual([2_000, 5_000, 30_000])
    expect(taskPollMs({ kind: 'task', task: sampleTask({ state: 'CRUNCHING' }) }, 0)).toBe(2_000)
  })
})
