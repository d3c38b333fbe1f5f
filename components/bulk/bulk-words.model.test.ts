import { expect, it } from 'vitest'
import { askWords, isConfirmed, parseSpeed, things } from './bulk-words.model'

it('counts in words, and says where it stopped counting', () => {
  expect([things('forget', 1), things('retry', 20_000), things('forget', 10_000, false)]).toEqual([
    '1 result',
    '20,000 tasks',
    '10,000+ results',
  ])
  expect(askWords('forget', null, true).title).toBe('Forget results?')
  expect(askWords('retry', 12, true).verb).toBe('Retry 12 tasks')
})

it('wants the number typed above a thousand, grouped or not', () => {
  expect(isConfirmed('', 1000)).toBe(true)
  expect(isConfirmed('', 1001)).toBe(false)
  expect(['1031', '1,031', '1 031', '1.031'].map((typed) => isConfirmed(typed, 1031))).toEqual([true, true, true, true])
  expect(['1030', '01031', 'all'].map((typed) => isConfirmed(typed, 1031))).toEqual([false, false, false])
})

it('reads a speed limit, none, or tells that it is none', () => {
  expect(['', ' ', '25', '0', '1.5', 'fast', '10001'].map(parseSpeed)).toEqual([
    null,
    null,
    25,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
