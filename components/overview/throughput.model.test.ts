import { describe, expect, it } from 'vitest'
import { bucketRange, stateSeries, throughputBuckets } from './throughput.model'

describe('stateSeries', () => {
  it('puts failures on the ground and calls custom states running', () => {
    const series = stateSeries([
      { state: 'SUCCESS', count: 90 },
      { state: 'UPLOADING', count: 2 },
      { state: 'STARTED', count: 3 },
      { state: 'FAILURE', count: 5 },
      { state: 'REVOKED', count: 0 },
    ])
    expect(series).toEqual([
      { kind: 'failure', label: 'FAILURE', states: ['FAILURE'], total: 5 },
      { kind: 'success', label: 'SUCCESS', states: ['SUCCESS'], total: 90 },
      { kind: 'active', label: 'Running', states: ['STARTED', 'UPLOADING'], total: 5 },
    ])
  })

  it('keeps a lone state by its own name', () => {
    expect(stateSeries([{ state: 'UPLOADING', count: 1 }]).map(({ label }) => label)).toEqual(['UPLOADING'])
  })
})

describe('throughputBuckets', () => {
  it('sums states of one kind and computes the rate among finished tasks', () => {
    const [bucket] = throughputBuckets([
      {
        at: '2026-11-21T11:00:00.000Z',
        partial: true,
        counts: [
          { state: 'SUCCESS', count: 3 },
          { state: 'FAILURE', count: 1 },
          { state: 'STARTED', count: 2 },
          { state: 'PROGRESS', count: 2 },
        ],
      },
    ])
    expect(bucket).toEqual({
      atMs: Date.parse('2026-11-21T11:00:00Z'),
      values: { success: 3, failure: 1, active: 4 },
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
