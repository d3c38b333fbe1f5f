import { describe, expect, it } from 'vitest'
import { changeInWords, limitSentence, rateChange } from './workers.model'

describe('rateChange', () => {
  it.each([
    [0.05, 0.03, '▲ 2.0 pt'],
    [0.03, 0.05, '▼ 2.0 pt'],
    [0.05, 0.0501, null],
    [null, 0.05, null],
    [0.05, null, null],
  ])('from %s before to %s now', (failureRate, before, words) => {
    const previous = { finished: 10, failed: 1, failureRate: before }
    expect(changeInWords(rateChange({ failureRate, previous }))).toBe(words)
  })
})

it('says which limit a task is over', () => {
  expect(limitSentence({ limitSeconds: 1800, limitSource: 'queue', queue: 'emails' })).toBe(
    '30 min: the visibility timeout of queue emails.',
  )
  expect(limitSentence({ limitSeconds: 1800, limitSource: 'default', queue: null })).toContain('kombu’s default')
})
