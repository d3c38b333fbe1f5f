import { expect, it } from 'vitest'
import { queuePollingCost, resultPollingCost, sqsChunks, sqsCost } from './calculators'
import { pricesIn } from './prices'

it.each([
  [0, 1],
  [65_536, 1],
  [65_537, 2],
  // 256 KB / 64 KB, and 1 MiB / 64 KB
  [262_144, 4],
  [1_048_576, 16],
])('counts a message of %i bytes as %i requests', (bytes, requests) => {
  expect(sqsChunks(bytes)).toBe(requests)
})

it.each([
  // 3 × 0.40, 3 × (0.40 + 0.10), 3 × 0.50
  [3e6, 'standard', 'us-east-1', 1.2],
  [3e6, 'fair', 'us-east-1', 1.5],
  [3e6, 'fifo', 'us-east-1', 1.5],
  // a million messages of 256 KB: 4 × 0.40
  [1e6 * sqsChunks(262_144), 'standard', 'us-east-1', 1.6],
  // 100,000 × 0.40 + 50,000 × 0.30
  [150e9, 'standard', 'us-east-1', 55_000],
  // 100,000 × 0.40 + 100,000 × 0.30 + 50,000 × 0.24
  [250e9, 'standard', 'us-east-1', 82_000],
  [150e9, 'fifo', 'us-east-1', null],
  [1e6, 'standard', 'sa-east-1', null],
  // 3 × 0.42; and what a FIFO queue costs there was not checked
  [3e6, 'standard', 'il-central-1', 1.26],
  [3e6, 'fifo', 'il-central-1', null],
] as const)('prices %d requests to a %s queue in %s', (requests, kind, region, dollars) => {
  if (dollars === null) expect(sqsCost(requests, kind, pricesIn(region))).toBeNull()
  else expect(sqsCost(requests, kind, pricesIn(region))).toBeCloseTo(dollars, 6)
})

it('prices polling for results and for messages', () => {
  // 1,000 results × (60 / 0.5 + 1) HEADs + 1,000 GETs = 122,000 × 0.0004 / 1,000
  const waited = resultPollingCost({ results: 1000, waitSeconds: 60, intervalSeconds: 0.5 }, pricesIn('us-east-1'))
  expect(waited).toEqual({ requests: 122_000, dollars: expect.closeTo(0.0488, 10) })
  // 2,592,000 s / 20 = 129,600 × 0.40 / 1,000,000
  const idle = queuePollingCost({ consumers: 1, queues: 1, intervalSeconds: 20 }, pricesIn('us-east-1'))
  expect(idle).toEqual({ requests: 129_600, dollars: expect.closeTo(0.05184, 10) })
})
