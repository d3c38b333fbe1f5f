import { describe, expect, it } from 'vitest'
import type { Queue } from '@/lib/contract/queues'
import { groupQueues, queueTroubles } from './queues.model'

const now = Date.parse('2026-11-21T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000).toISOString()

function queue(name: string, change: Partial<Queue> = {}): Queue {
  return {
    name,
    fifo: false,
    visible: 0,
    inFlight: 0,
    delayed: 0,
    deadLetter: null,
    deadLetterOf: [],
    maxReceiveCount: null,
    retentionSeconds: null,
    visibilityTimeoutSeconds: null,
    sampledAt: minutesAgo(0),
    history: [],
    finishedPerMinute: null,
    drainSeconds: null,
    problem: null,
    ...change,
  }
}

/** One sample a minute, the last one now. */
const history = (...visible: number[]) =>
  visible.map((depth, index) => ({
    at: minutesAgo(visible.length - 1 - index),
    visible: depth,
    inFlight: 0,
    delayed: 0,
  }))
const kinds = (given: Queue) => queueTroubles(given, now).map(({ kind }) => kind)

describe('groupQueues', () => {
  const names = (queues: Queue[]) =>
    groupQueues(queues).map((group) => [group.queue.name, ...group.deadLetters.map(({ name }) => name)])

  it('puts a dead-letter queue under the queue it serves', () => {
    const media = queue('media', { deadLetter: { name: 'a-dead', visible: 2 } })
    expect(names([queue('a-dead', { deadLetterOf: ['media'] }), media, queue('email')])).toEqual([
      ['email'],
      ['media', 'a-dead'],
    ])
  })

  it('lets one that serves several stand by itself', () => {
    const deadLetter = { name: 'dead', visible: 2 }
    const dead = queue('dead', { deadLetterOf: ['email', 'media'] })
    expect(names([dead, queue('media', { deadLetter }), queue('email', { deadLetter })])).toEqual([
      ['email'],
      ['media'],
      ['dead'],
    ])
  })

  it('loses no queue, in a circle neither', () => {
    const groups = groupQueues([
      queue('a', { deadLetter: { name: 'b', visible: 0 }, deadLetterOf: ['b'] }),
      queue('b', { deadLetter: { name: 'a', visible: 0 }, deadLetterOf: ['a'] }),
      queue('orphan', { deadLetterOf: ['not-watched'] }),
    ])
    const names = groups.flatMap((group) => [group.queue, ...group.deadLetters]).map(({ name }) => name)
    expect(names.toSorted()).toEqual(['a', 'b', 'orphan'])
  })
})

describe('queueTroubles', () => {
  it('is silent where all is well', () => {
    expect(kinds(queue('q', { visible: 12, inFlight: 4, history: history(20, 15, 12) }))).toEqual([])
  })

  it('tells a queue that nobody consumes from one that just got a message', () => {
    const waiting = Array.from({ length: 16 }, () => 8)
    expect(kinds(queue('q', { visible: 8, history: history(...waiting) }))).toEqual(['idle'])
    expect(kinds(queue('q', { visible: 8, history: history(0, 8) }))).toEqual([])
    expect(kinds(queue('q', { visible: 8, history: history(...waiting), finishedPerMinute: 2 }))).toEqual([])
  })

  it('tells growing from wavering', () => {
    const rising = Array.from({ length: 16 }, (_, index) => 100 + index * 20)
    const wavering = Array.from({ length: 16 }, (_, index) => 100 + (index % 3) * 10)
    expect(kinds(queue('q', { visible: 400, inFlight: 5, history: history(...rising) }))).toEqual(['growing'])
    expect(kinds(queue('q', { visible: 120, inFlight: 5, history: history(...wavering) }))).toEqual([])
  })

  it('says that a figure is old, and why where it is known', () => {
    expect(queueTroubles(queue('q', { sampledAt: minutesAgo(12) }), now)[0]?.sentence).toBe(
      'Depth was last read 12 minutes ago.',
    )
    const problem = 'Access denied: allow sqs:GetQueueAttributes.'
    expect(queueTroubles(queue('q', { sampledAt: minutesAgo(12), problem }), now)).toEqual([
      { kind: 'unreadable', sentence: problem },
    ])
  })

  it('points at dead letters', () => {
    expect(kinds(queue('dead', { deadLetterOf: ['q'], visible: 3 }))).toEqual(['dead-letters'])
    expect(kinds(queue('dead', { deadLetterOf: ['q'] }))).toEqual([])
  })
})
