import { expect, it } from 'vitest'
import type { Activity } from '@/lib/contract/activity'
import { activityParams, parseActivityFilter, sentenceOf, whyOf } from './activity.model'

function line(change: Partial<Activity>): Activity {
  const nothing = { filter: null, count: null, bytes: null, reason: null, jobId: null, details: {} }
  return {
    id: '1',
    at: '2026-11-25T10:00:00.000Z',
    actor: 'dashboard',
    action: 'forget',
    target: 't1',
    outcome: 'done',
    ...nothing,
    ...change,
  }
}
const said = (change: Partial<Activity>) => {
  const { before, subject, href, after } = sentenceOf(line(change), null)
  return [[before, subject, after].filter(Boolean).join(' '), href]
}

it('says each deed as a sentence with a link to what it was done to', () => {
  const bulk = { action: 'bulk_forget', target: 'j1', jobId: 'j1', count: 20_000, filter: 'state:FAILURE' }
  expect(said({})).toEqual(['Forgot the result of t1', '/tasks/t1'])
  expect(said({ outcome: 'undone', jobId: 'j1' })[0]).toBe('Took back: forget the result of t1')
  expect(said(bulk)).toEqual(['Forgot 20,000 results matching state:FAILURE', '/activity/j1'])
  expect(said({ ...bulk, outcome: 'undone', count: 0 })[0]).toBe('Took back: forget 0 results matching state:FAILURE')
  expect(said({ action: 'bulk_retry', jobId: 'j1', count: 1 })[0]).toBe('Retried 1 task')
  expect(said({ action: 'retry', details: { toTaskId: 't2', queue: 'emails' } })[0]).toBe('Retried t1 to emails as t2')
  expect(said({ action: 'send', details: { name: 'app.add', queue: 'celery' } })[0]).toBe(
    'Sent app.add to celery as t1',
  )
  expect(said({ action: 'remove_view', details: { name: 'Mine' } })).toEqual(['Removed the view Mine', null])
  expect(said({ action: 'change_failure', target: 'abc', details: { status: 'ignored' } })).toEqual([
    'Ignored a failure',
    '/failures/abc',
  ])
  expect(said({ action: 'purge', target: 'emails' })).toEqual(['Purged the queue emails', '/queues/emails'])
  const resend = { action: 'resend', target: 'dead', count: 1 } as const
  expect(said({ ...resend, details: { edited: 'args, countdown', type: null } })[0]).toBe(
    'Sent 1 message of the queue dead edited: args, countdown',
  )
  expect(said({ ...resend, count: 40, details: { type: 'shop.add' } })[0]).toBe(
    'Sent 40 messages of the queue dead shop.add',
  )
  expect(said({ action: 'dance_a_jig' })).toEqual(['Dance a jig t1', null])
})

it('says what failed as something that was tried, and why', () => {
  const details = { code: 'access_denied', why: 'Allow s3:DeleteObject.' }
  const failed = { outcome: 'failed', details }
  expect(said(failed)).toEqual(['Failed to forget the result of t1', '/tasks/t1'])
  expect(whyOf(line(failed))).toBe(details.why)
  expect(whyOf(line({}))).toBe(null)
  const bulk = { ...failed, action: 'bulk_forget', target: 'shop', filter: 'state:FAILURE' }
  expect(said(bulk)).toEqual(['Failed to forget results matching state:FAILURE', null])
  expect(said({ ...failed, action: 'send', details: { name: 'app.add', queue: 'celery' } })[0]).toBe(
    'Failed to send app.add to celery',
  )
  expect(said({ ...failed, action: 'purge', target: 'emails' })[0]).toBe('Failed to purge the queue emails')
  expect(said({ ...failed, action: 'change_failure', details: { status: 'resolved' } })[0]).toBe(
    'Failed to resolve a failure',
  )
})

it('says the steps of a bulk job', () => {
  const step = { target: 'j1', jobId: 'j1', count: 40, details: { kind: 'forget', total: 20_000 } }
  expect(said({ ...step, action: 'pause_job' })).toEqual(['Paused forgetting 20,000 results', '/activity/j1'])
  expect(said({ ...step, action: 'resume_job', details: { kind: 'retry', total: 1 } })[0]).toBe(
    'Resumed retrying 1 task',
  )
  expect(said({ ...step, action: 'abort_job', outcome: 'failed' })[0]).toBe('Failed to stop a bulk job')
})

it('reads the address, and leaves out what means nothing', () => {
  const filter = parseActivityFilter(new URLSearchParams('kind=retry&window=1h&outcome=failed'))
  expect(filter).toEqual({ kind: 'retry', outcome: 'failed', target: null, window: '1h' })
  expect(parseActivityFilter(new URLSearchParams('kind=toString&window=1y'))).toMatchObject({
    kind: null,
    window: 'all',
  })
  const now = Date.UTC(2026, 10, 25, 12, 0, 42)
  expect(activityParams(filter, now)).toMatchObject({
    action: ['retry', 'bulk_retry', 'send'],
    from: '2026-11-25T11:00:00.000Z',
  })
})
