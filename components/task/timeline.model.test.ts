import { describe, expect, it } from 'vitest'
import type { TimelineEntry } from '@/lib/contract/tasks'
import { shortenSteps, stepTime, timelineSteps } from './timeline.model'

const entry = (
  state: string,
  at: string | null,
  source: TimelineEntry['source'],
  more: Partial<TimelineEntry> = {},
) => ({
  state,
  at,
  source,
  retries: null,
  note: null,
  ...more,
})

describe('timeline', () => {
  it('draws several retries in a row as one step that says how many', () => {
    const steps = timelineSteps([
      entry('STARTED', '2026-11-20T12:01:02.000Z', 'observed'),
      entry('RETRY', '2026-11-20T12:01:10.000Z', 'observed', { retries: 0 }),
      entry('RETRY', '2026-11-20T12:01:20.000Z', 'observed', { retries: 1 }),
      entry('FAILURE', '2026-11-20T12:01:41.500Z', 'date_done', { retries: 2 }),
    ])
    expect(steps.map((s) => [s.state, s.times, s.since?.ms])).toEqual([
      ['STARTED', 1, undefined],
      ['RETRY', 2, 8000],
      ['FAILURE', 1, 21_500],
    ])
    expect(steps[1]).toMatchObject({ from: '2026-11-20T12:01:10.000Z', at: '2026-11-20T12:01:20.000Z', retries: 1 })
  })

  it('draws what is unknown hollow, with the reason, and no interval', () => {
    const steps = timelineSteps([
      entry('SENT', null, 'unknown', { note: 'Celery does not store when a task was sent.' }),
      entry('SUCCESS', '2026-11-20T12:01:41.500Z', 'date_done'),
    ])
    expect(steps[0]).toMatchObject({ hollow: true, explanation: 'Celery does not store when a task was sent.' })
    expect(steps[1]?.since).toBeNull()
  })

  it('claims no negative interval where two clocks disagree', () => {
    const steps = timelineSteps([
      entry('STARTED', '2026-11-20T12:01:42.000Z', 'last_modified'),
      entry('SUCCESS', '2026-11-20T12:01:41.500Z', 'date_done'),
    ])
    expect(steps[1]?.since).toBeNull()
  })

  it('names the day once, and again where it changes', () => {
    const steps = timelineSteps([
      entry('SENT', null, 'unknown'),
      entry('STARTED', '2026-11-20T23:59:02.000Z', 'observed'),
      entry('RETRY', '2026-11-20T23:59:40.250Z', 'observed'),
      entry('FAILURE', '2026-11-21T00:00:10.000Z', 'date_done'),
    ])
    expect(steps.map((step, index) => stepTime(step, steps.slice(0, index)))).toEqual([
      null,
      '2026-11-20 23:59:02 UTC',
      '23:59:40.250',
      '2026-11-21 00:00:10 UTC',
    ])
  })

  it('shortens a long life in the middle', () => {
    const states = Array.from({ length: 20 }, (_, i) => entry(i % 2 ? 'RETRY' : 'STARTED', null, 'unknown'))
    const { first, hidden, last } = shortenSteps(timelineSteps(states))
    expect([first.length, hidden, last.length]).toEqual([2, 15, 3])
    expect(shortenSteps(timelineSteps(states.slice(0, 6))).hidden).toBe(0)
  })
})
