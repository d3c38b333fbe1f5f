import { describe, expect, it } from 'vitest'
import { carriesException, compareStates, isReady, stateKind } from './states'

describe('states', () => {
  it.each([
    ['SUCCESS', true, false, 'success'],
    ['FAILURE', true, true, 'failure'],
    ['REVOKED', true, true, 'revoked'],
    ['RETRY', false, true, 'retry'],
    ['STARTED', false, false, 'active'],
    ['PROGRESS', false, false, 'active'],
    ['UPLOADING', false, false, 'active'],
    ['done', false, false, 'active'],
    ['success', false, false, 'active'],
    ['constructor', false, false, 'active'],
    ['PENDING', false, false, 'waiting'],
    ['UNREADABLE', false, false, 'unknown'],
  ])('%s: ready %s, exception %s, %s', (state, ready, exception, kind) => {
    expect(isReady(state)).toBe(ready)
    expect(carriesException(state)).toBe(exception)
    expect(stateKind(state)).toBe(kind)
  })

  it('orders what needs a person first', () => {
    const states = ['UNREADABLE', 'SUCCESS', 'zip', 'REVOKED', 'PROGRESS', 'FAILURE', 'UPLOADING', 'STARTED', 'RETRY']
    expect(states.sort(compareStates)).toEqual([
      'FAILURE',
      'RETRY',
      'STARTED',
      'PROGRESS',
      'UPLOADING',
      'zip',
      'SUCCESS',
      'REVOKED',
      'UNREADABLE',
    ])
  })
})
