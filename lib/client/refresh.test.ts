import { describe, expect, it } from 'vitest'
import { refreshPolicy } from './refresh'

const next = (everyMs: number, paused: boolean, status: 'success' | 'error') =>
  // Only the status of a query decides.
  refreshPolicy(everyMs, paused).refetchInterval({ state: { status } } as never)

describe('asking again', () => {
  it('happens at the interval', () => expect(next(5_000, false, 'success')).toBe(5_000))
  it('stops while paused, on focus too', () => {
    expect(next(5_000, true, 'success')).toBe(false)
    expect(refreshPolicy(5_000, true).refetchOnWindowFocus).toBe(false)
  })
  it('slows down while it fails, to a minute at most', () => {
    expect(next(5_000, false, 'error')).toBe(20_000)
    expect(next(30_000, false, 'error')).toBe(60_000)
  })
  it('never runs in a hidden tab', () => expect(refreshPolicy(5_000, false).refetchIntervalInBackground).toBe(false))
})
