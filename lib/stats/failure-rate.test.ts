import { expect, it } from 'vitest'
import { failureRate } from './failure-rate'

it('counts failures among finished tasks only', () => {
  const counts = [
    { state: 'SUCCESS', count: 90 },
    { state: 'FAILURE', count: 5 },
    { state: 'REVOKED', count: 5 },
    { state: 'RETRY', count: 40 },
    { state: 'STARTED', count: 60 },
  ]
  expect(failureRate(counts)).toEqual({ finished: 100, failed: 5, failureRate: 0.05 })
})

it('is unknown, not zero, where nothing has finished', () => {
  expect(failureRate([{ state: 'STARTED', count: 2 }])).toEqual({ finished: 0, failed: 0, failureRate: null })
})
