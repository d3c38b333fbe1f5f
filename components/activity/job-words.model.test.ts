import { expect, it } from 'vitest'
import { bulkStatuses } from '@/lib/contract/bulk'
import { parseSearch } from '@/lib/search/parse-search'
import { secondsToUndo } from './job-state.model'
import { jobActions, jobTitle, selectionWords, timeLeft } from './job-words.model'

it('says what a job does, in every status', () => {
  const said = bulkStatuses.map((status) => jobTitle({ kind: 'forget', status, total: 20_000, done: 19_998 }))
  expect(said).toEqual([
    'Will forget 20,000 results',
    'Forgetting 20,000 results',
    'Paused: forgot 19,998 of 20,000 results',
    'Stopped: forgot 19,998 of 20,000 results',
    'Forgot 19,998 of 20,000 results',
    'Failed: forgot 19,998 of 20,000 results',
  ])
  expect(jobTitle({ kind: 'retry', status: 'aborted', total: 1, done: 0 })).toBe('Undone: retry 1 task')
})

it('leads to the tasks of a frozen search by a search that can be read', () => {
  const createdAt = '2026-11-25T10:00:00.000Z'
  const { text, href } = selectionWords({ selection: { kind: 'search', q: 'state:FAILURE' }, createdAt }, null)
  expect(text).toBe('state:FAILURE')
  const q = new URLSearchParams(href?.split('?')[1]).get('q') ?? ''
  expect(q).toBe(`state:FAILURE finished:<${createdAt}`)
  expect(parseSearch(q).kind).toBe('parsed')
  const long = 'x'.repeat(990)
  expect(selectionWords({ selection: { kind: 'search', q: long }, createdAt }, null)).toMatchObject({
    text: long,
    href: null,
  })
})

it('estimates only what moves', () => {
  const job = { status: 'running', total: 1000, processed: 400, pace: 10 } as const
  expect(timeLeft(job)).toBe('about 1 min left')
  expect(timeLeft({ ...job, pace: 0 })).toBe(null)
  expect(timeLeft({ ...job, status: 'paused' })).toBe(null)
  expect(timeLeft({ ...job, processed: 1000 })).toBe('almost done')
})

it('offers what the status allows, and counts down to the beginning', () => {
  expect(bulkStatuses.map((status) => jobActions({ status, restorable: null }))).toEqual([
    ['undo'],
    ['pause', 'abort'],
    ['resume', 'abort'],
    [],
    [],
    ['resume', 'abort'],
  ])
  expect(jobActions({ status: 'done', restorable: { count: 3, until: null } })).toEqual(['restore'])
  const startsAt = '2026-11-25T10:00:30.000Z'
  expect(secondsToUndo({ startsAt }, Date.parse(startsAt) - 2_400)).toBe(3)
  expect(secondsToUndo({ startsAt }, Date.parse(startsAt) + 1)).toBe(0)
})
