import { describe, expect, it } from 'vitest'
import { redriveSentence } from './redrive.model'
import { editAbility, followersSentence, verdictGroups } from './sampled-message.model'
import { sampled } from './testing'

const verdict = (version: string, outcome: 'runs' | 'stays' | 'worker dies', why = '') => ({ version, outcome, why })
const task = (name: string | null) => ({ name, kind: 'task', taskId: null })

describe('a sampled message in words', () => {
  it('says nothing of workers that all run it, and groups those that agree', () => {
    expect(verdictGroups({ verdicts: [verdict('5.2', 'runs'), verdict('5.6', 'runs')] })).toEqual([])
    const verdicts = [
      verdict('4.4', 'worker dies', 'No.'),
      verdict('5.2', 'worker dies', 'No.'),
      verdict('5.6', 'stays'),
    ]
    expect(verdictGroups({ verdicts }).map(({ versions, outcome }) => [versions, outcome])).toEqual([
      ['4.4, 5.2', 'worker dies'],
      ['5.6', 'stays'],
    ])
  })

  it('tells what would start afterwards', () => {
    expect(followersSentence({ chain: [], chord: null, callbacks: [], errbacks: [] })).toBe('')
    expect(followersSentence({ chain: [task('a'), task(null)], chord: task('c'), callbacks: [], errbacks: [] })).toBe(
      'then a, a task without a name; in a chord before c',
    )
  })
})

describe('a redrive in words', () => {
  const state = { moved: 1200, toMove: 5000, perSecond: 50, startedAt: null, failure: null }
  it('says how far it is, and why it ended', () => {
    expect(redriveSentence({ ...state, status: 'running' })).toBe(
      'Running: ≈1,200 of ≈5,000 moved, 50 a second at most.',
    )
    expect(redriveSentence({ ...state, status: 'failed', toMove: null, failure: 'Denied.' })).toBe(
      'The last redrive failed: ≈1,200 moved. Denied.',
    )
  })
})

it('offers no edit of what would still kill a worker, but of what has only expired', () => {
  const refusal = 'Celery 4.4 would not run it (revoked): "expires" is in the past'
  expect(editAbility(sampled({ expires: '2020-01-01', resendRefusal: refusal })).ok).toBe(true)
  expect(editAbility(sampled({ malformed: true, resendRefusal: 'worker dies' }))).toEqual({
    ok: false,
    reason: 'worker dies',
  })
  expect(editAbility(sampled({ editRefusal: 'Its body is pickle' }))).toEqual({
    ok: false,
    reason: 'Its body is pickle',
  })
})
