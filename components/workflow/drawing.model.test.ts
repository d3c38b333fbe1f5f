import { describe, expect, it } from 'vitest'
import { totalsOf, workflowPollMs } from './drawing.model'
import { workflowOf } from './testing'

const at = Date.parse('2026-11-20T12:30:15.000Z')

describe('totalsOf', () => {
  it('counts tasks, not groups, and not what only waits for a chord', () => {
    const totals = totalsOf(
      workflowOf(['p > [g]', '[g] : a', '[g] : b', '[g] : c', 'p > u'], {
        a: { state: 'FAILURE' },
        b: { state: 'STARTED', occurredAt: '2026-11-20T12:40:15.000Z' },
        c: { state: null, occurredAt: null },
        u: { state: null, occurredAt: null, name: 'celery.chord_unlock' },
      }),
    )
    expect(totals).toMatchObject({ tasks: 4, failed: 1, unfinished: 1, missing: 1, unlocks: 1 })
    expect(totals.lastMs).toBe(at + 600_000)
    expect(totals.states).toEqual([
      { state: 'FAILURE', count: 1 },
      { state: 'STARTED', count: 1 },
      { state: 'SUCCESS', count: 1 },
      { state: null, count: 1 },
    ])
  })
})

describe('workflowPollMs', () => {
  it.each([
    ['all is done', {}, at + 1000, false],
    ['something runs', { a: { state: 'STARTED' } }, at + 1000, 4_000],
    ['something has run for long', { a: { state: 'STARTED' } }, at + 7_200_000, 30_000],
    ['something is not stored yet', { a: { state: null, occurredAt: null } }, at + 1000, 15_000],
    ['something was never stored', { a: { state: null, occurredAt: null } }, at + 7_200_000, false],
  ])('where %s', (_what, change, nowMs, ms) => {
    expect(workflowPollMs(workflowOf(['p > a'], change), nowMs)).toBe(ms)
  })
})
