import { describe, expect, it } from 'vitest'
import { linePath, lineRuns, nearestReading, spreadLabels } from './line.model'

const readings = (...pairs: [number, number | null][]) => pairs.map(([atMs, value]) => ({ atMs, value }))

describe('lineRuns', () => {
  it('breaks at a null and at a silence', () => {
    const runs = lineRuns(readings([0, 1], [10, 2], [20, null], [30, 3], [40, 4], [100, 5], [110, 6]))
    expect(runs.map((run) => run.map(({ atMs }) => atMs))).toEqual([
      [0, 10],
      [30, 40],
      [100, 110],
    ])
  })

  it('draws nothing where there is nothing', () => expect(lineRuns(readings([0, null]))).toEqual([]))
})

describe('linePath', () => {
  const box = { fromMs: 0, toMs: 100, max: 10, width: 100, height: 20 }
  it('has zero at the bottom and a dot for a lone reading', () => {
    expect(linePath(lineRuns(readings([0, 0], [10, 10], [20, null], [100, 5])), box)).toBe('M0,20L10,0M100,10h0')
  })
  it('lies flat on the ground where all is zero', () => {
    expect(linePath(lineRuns(readings([0, 0], [100, 0])), { ...box, max: 0 })).toBe('M0,20L100,20')
  })
})

it('nearestReading skips gaps', () => {
  expect(nearestReading(readings([0, 1], [50, null], [90, 2]), 52)).toEqual({ atMs: 90, value: 2 })
  expect(nearestReading([], 5)).toBeNull()
})

describe('spreadLabels', () => {
  it('leaves room between labels and keeps their order', () => {
    expect(spreadLabels([50, 10, 52], 14, 100)).toEqual([50, 10, 64])
  })
  it('stays inside', () => expect(spreadLabels([99, 98, 100], 14, 100)).toEqual([86, 72, 100]))
})
