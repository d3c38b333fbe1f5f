import { describe, expect, it } from 'vitest'
import { rateChange, unfinishedStates } from './figures.model'

describe('rateChange', () => {
  it.each([
    [0.021, 0.017, { direction: 'up', points: 0.4 }],
    [0.017, 0.021, { direction: 'down', points: 0.4 }],
    [0.0204, 0.02, { direction: 'same', points: 0 }],
    [0.02, null, null],
    [null, 0.02, null],
  ] as const)('from %s, before %s', (now, before, change) => expect(rateChange(now, before)).toEqual(change))
})

it('a link to unfinished tasks knows the states of the application', () => {
  const states = ['SUCCESS', 'UPLOADING', 'FAILURE', 'UNREADABLE'].map((state) => ({ state, count: 1 }))
  expect(unfinishedStates({ states, unfinished: { count: 1, exact: true, possiblyLost: 0, oldest: [] } })).toEqual([
    'STARTED',
    'RETRY',
    'UPLOADING',
  ])
})
