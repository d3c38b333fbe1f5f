import { describe, expect, it } from 'vitest'
import { bucketRange, finalSeries, throughputBuckets } from './throughput.model'

it('stacks final states with failures on the ground, and no state on the way to them', () => {
  const series = finalSeries([
    { state: 'SUCCESS', count: 90 },
    { state: 'STARTED', count: 95 },
    { state: 'RETRY', count: 12 },
    { state: 'FAILURE', count: 5 },
    { state: 'REVOKED', count: 0 },
  ])
  expect(series).toEqual([
    { state: 'FAILURE', total: 5 },
    { state: 'SUCCESS', total: 90 },
  ])
})

describe('throughputBuckets', () => {
  it('computes the failure rate among finished tasks', () => {
    const [bucket] = throughputBuckets([
      {
        at: '2026-11-21T11:00:00.000Z',
        partial: true,
        counts: [
          { state: 'SUCCESS', count: 3 },
          { state: 'FAILURE', count: 1 },
          { state: 'STARTED', count: 2 },
        ],
      },
    ])
    expect(bucket).toEqual({
      atMs: Date.parse('2026-11-21T11:00:00Z'),
      values: { FAILURE: 1, SUCCESS: 3, REVOKED: 0 },
      partial: true,
      rate: 0.25,
    })
  })

  it('has no rate where nothing finished', () => {
    expect(throughputBuckets([{ at: '2026-11-21T11:00:00.000Z', partial: false, counts: [] }])[0]?.rate).toBeNull()
  })
})

it('a bucket links to the tasks from its beginning to the next one', () => {
  expect(bucketRange({ atMs: Date.parse('2026-11-21T11:00:00Z') }, 3600)).toEqual({
    from: '2026-11-21T11:00:00.000Z',
    to: '2026-11-21T12:00:00.000Z',
  })
})
