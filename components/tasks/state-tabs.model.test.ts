import { expect, it } from 'vitest'
import { stateTabs } from './state-tabs.model'

const counts = {
  states: [
    { state: 'SUCCESS', count: 40 },
    { state: 'UPLOADING', count: 2 },
    { state: 'FAILURE', count: 3 },
  ],
  total: { count: 45, exact: true },
}

it('puts trouble first and custom states among those that run', () =>
  expect(stateTabs([], counts).map(({ state }) => state)).toEqual([
    null,
    'FAILURE',
    'RETRY',
    'STARTED',
    'UPLOADING',
    'SUCCESS',
    'REVOKED',
  ]))

it('stands before the counts are known', () => {
  const tabs = stateTabs(['MINE'], undefined)
  expect(tabs.every(({ count }) => count === null)).toBe(true)
  expect(tabs.filter(({ current }) => current).map(({ state }) => state)).toEqual(['MINE'])
})

it('counts zero where a state did not occur', () =>
  expect(stateTabs([], counts).find(({ state }) => state === 'REVOKED')?.count).toEqual({ count: 0, exact: true }))
