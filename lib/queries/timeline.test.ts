import { describe, expect, it } from 'vitest'
import { type TimelineSubject, taskTimeline } from './timeline'

const done: TimelineSubject = {
  state: 'SUCCESS',
  ready: true,
  retries: 0,
  dateDoneMs: 2_000,
  modifiedMs: 3_000,
  ran: true,
  observed: [],
}

describe('taskTimeline', () => {
  it('draws what was not seen without a time', () => {
    expect(taskTimeline(done).map(({ state, at, source }) => [state, at, source])).toEqual([
      ['SENT', null, 'unknown'],
      ['STARTED', null, 'unknown'],
      ['SUCCESS', '1970-01-01T00:00:02.000Z', 'date_done'],
    ])
  })

  it('puts observed versions in between and invents no start beside a seen one', () => {
    const observed = [
      { state: 'STARTED', retries: 0, atMs: 500 },
      { state: 'RETRY', retries: 0, atMs: 900 },
    ]
    expect(taskTimeline({ ...done, observed }).map(({ state }) => state)).toEqual([
      'SENT',
      'STARTED',
      'RETRY',
      'SUCCESS',
    ])
  })

  it('claims no start for a task that is STARTED now, or was revoked before it ran', () => {
    expect(
      taskTimeline({ ...done, state: 'STARTED', ready: false, dateDoneMs: null }).map(({ state }) => state),
    ).toEqual(['SENT', 'STARTED'])
    expect(taskTimeline({ ...done, state: 'REVOKED', ran: false }).map(({ state }) => state)).toEqual([
      'SENT',
      'REVOKED',
    ])
  })

  it('falls back to the time S3 stored the object', () => {
    expect(taskTimeline({ ...done, dateDoneMs: null }).at(-1)).toMatchObject({
      at: '1970-01-01T00:00:03.000Z',
      source: 'last_modified',
    })
  })
})
