import { describe, expect, it } from 'vitest'
import type { ResendManyAnswer, ResendOutcome } from '@/lib/contract/queue-actions'
import { afterCall, type ManyWish, nextCount, outcomeGroups, parseWhole, startRun } from './send-many.model'
import { outcome } from './testing'

const wish: ManyWish = { count: 250, name: '', to: '', perSecond: null, withoutExpiry: false, reason: '' }
const sent = (count: number, from = 0) => Array.from({ length: count }, (_, at) => outcome(`m${from + at}`))
const refused = outcome('bad', { outcome: 'refused', queue: null, why: 'no' })
const answer = (items: ResendOutcome[], change: Partial<ResendManyAnswer> = {}): ResendManyAnswer => ({
  items,
  received: items.length,
  ended: 'enough',
  trouble: null,
  ...change,
})

describe('the next call', () => {
  it('asks for a hundred at most, and for no more than is left', () => {
    const first = startRun(wish)
    expect(nextCount(first)).toBe(100)
    const second = afterCall(first, answer(sent(100)), false)
    expect([nextCount(second), second.end]).toEqual([100, null])
    expect(nextCount(afterCall(second, answer(sent(100, 100)), false))).toBe(50)
  })

  it('is short where a pace is asked for, so that a stop is soon', () => {
    expect(nextCount(startRun({ ...wish, perSecond: 2 }))).toBe(10)
    expect(nextCount(startRun({ ...wish, count: 3, perSecond: 2 }))).toBe(3)
  })
})

describe('the end', () => {
  const begun = afterCall(startRun(wish), answer([...sent(100), refused]), false)
  it.each([
    ['enough were sent', answer(sent(150, 100)), false, 'All that were asked for.'],
    ['the queue gives no more', answer([], { ended: 'empty' }), false, 'No more wait here.'],
    ['it was stopped', answer(sent(5, 100)), true, 'Stopped.'],
    ['something went wrong', answer(sent(5, 100), { ended: 'time', trouble: 'SQS is busy.' }), false, 'SQS is busy.'],
    [
      'the beginning of the queue holds none',
      answer([], { ended: 'limit', received: 10_000 }),
      false,
      'None of the 10,000',
    ],
  ])('comes when %s', (_, last, stopped, end) => {
    expect(afterCall(begun, last, stopped).end).toContain(end)
  })

  it('comes when nothing is sent twice in a row, not before', () => {
    const idle = afterCall(begun, answer([refused], { ended: 'time' }), false)
    expect(idle.end).toBeNull()
    expect(afterCall(idle, answer(sent(1, 100), { ended: 'time' }), false).end).toBeNull()
    expect(afterCall(idle, answer([refused], { ended: 'time' }), false).end).toBe('Nothing more could be sent.')
  })

  it('counts a message once that each call refuses again', () => {
    const again = afterCall(begun, answer([refused]), false)
    expect([again.sent, again.outcomes.size]).toEqual([100, 101])
  })
})

it('tells outcomes with the same end and reason together, what was sent first', () => {
  const groups = outcomeGroups([
    refused,
    outcome('a'),
    { ...refused, messageId: 'bad2' },
    outcome('b'),
    outcome('c', { queue: 'celery' }),
    outcome('d', { outcome: 'failed', why: 'down' }),
  ])
  expect(groups.map(({ outcome: end, queue, why, items }) => [end, queue, why, items.length])).toEqual([
    ['sent', 'emails', null, 2],
    ['sent', 'celery', null, 1],
    ['refused', null, 'no', 2],
    ['failed', null, 'down', 1],
  ])
})

it('reads whole numbers within bounds', () => {
  expect(['', ' 7 ', '100', '0', '101', '1.5', 'x', '-1'].map((text) => parseWhole(text, 100))).toEqual([
    null,
    7,
    100,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
