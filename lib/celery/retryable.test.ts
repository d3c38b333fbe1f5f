import { describe, expect, it } from 'vitest'
import { decideRetry, type RetryFacts } from './retryable'

const failed: RetryFacts = {
  state: 'FAILURE',
  name: 'shop.charge',
  args: '[1180591620717411303424, NaN]',
  kwargs: '{"currency": "PLN"}',
  queue: 'payments',
  worker: 'celery@web-1',
  extended: true,
  serializer: 'json',
  groupId: null,
}
const unknown = { name: null, args: null, kwargs: null, queue: null, worker: null }

describe('a task whose call is known', () => {
  it('can be retried with its arguments to the letter', () => {
    expect(decideRetry(failed)).toEqual({
      ok: true,
      code: 'ok',
      reason: null,
      missing: [],
      sameIdReason: null,
      caution: null,
      call: { name: 'shop.charge', args: failed.args, kwargs: failed.kwargs, queue: 'payments' },
    })
  })

  it('takes what is given instead of what is stored', () => {
    expect(decideRetry(failed, { args: '[2]', queue: 'slow' }).call).toEqual({
      name: 'shop.charge',
      args: '[2]',
      kwargs: failed.kwargs,
      queue: 'slow',
    })
  })
})

describe('cannot be retried', () => {
  it.each([
    [
      'without result_extended',
      { ...unknown, extended: false },
      'not_extended',
      ['name', 'args', 'queue'],
      /result_extended = True/,
    ],
    ['where no worker knew the task', unknown, 'call_unknown', ['name', 'args', 'queue'], /no worker knew the task/],
    [
      'a chain link that never ran',
      { worker: null, queue: null, args: '[3]' },
      'never_ran',
      ['args', 'queue'],
      /never ran/,
    ],
    ['without a queue', { queue: null }, 'queue_unknown', ['queue'], /which queue/],
    [
      'where a stamp took the place of the arguments',
      { args: '"acme"' },
      'call_unknown',
      ['args'],
      /without the arguments/,
    ],
    [
      'with arguments JSON has no form for',
      { serializer: 'pickle', args: '[{"__type__": "object", "__value__": {"class": "shop.Order", "args": []}}]' },
      'not_sendable',
      ['args'],
      /object/,
    ],
    [
      'with a set out of a pickle',
      { serializer: 'pickle', kwargs: '{"a": {"__type__": "set", "__value__": [1]}}' },
      'not_sendable',
      ['args'],
      /set/,
    ],
  ] as const)('%s', (_name, change, code, missing, reason) => {
    const decision = decideRetry({ ...failed, ...change })
    expect(decision).toMatchObject({ ok: false, code, missing, call: null })
    expect(decision.reason).toMatch(reason)
  })

  it('a document nobody can read', () => {
    expect(decideRetry(null)).toMatchObject({ ok: false, code: 'unreadable', missing: ['name', 'args', 'queue'] })
  })

  it("one of Celery's own tasks, whatever is given", () => {
    const unlock = { ...failed, name: 'celery.chord_unlock' }
    expect(decideRetry(unlock, { args: '[]' })).toMatchObject({ ok: false, code: 'built_in', missing: [] })
    expect(decideRetry(failed, { name: 'celery.backend_cleanup' })).toMatchObject({ code: 'built_in' })
    expect(decideRetry({ ...failed, name: 'celery_app.tasks.add' })).toMatchObject({ ok: true })
  })
})

describe('what is missing can be given', () => {
  it('for a document without any of it', () => {
    const given = { name: 'shop.charge', args: '[1]', queue: 'payments' }
    for (const task of [null, { ...failed, ...unknown, extended: false }, { ...failed, ...unknown }]) {
      expect(decideRetry(task, given)).toMatchObject({ ok: true, call: { ...given, kwargs: '{}' } })
    }
    expect(decideRetry(null, { name: 'a.b', kwargs: '{"x": 1}', queue: 'q' }).call).toMatchObject({ args: '[]' })
    expect(decideRetry(null, { name: 'a.b', args: '[]' })).toMatchObject({ ok: false, missing: ['queue'] })
  })

  it('for a chain link, all of its arguments', () => {
    const link = { ...failed, worker: null, queue: null, args: '[3]', kwargs: '{}' }
    expect(decideRetry(link, { queue: 'payments' })).toMatchObject({ ok: false, code: 'never_ran', missing: ['args'] })
    expect(decideRetry(link, { args: '[2, 3]', queue: 'payments' }).call).toMatchObject({
      args: '[2, 3]',
      kwargs: '{}',
    })
  })
})

describe('the same id', () => {
  it('is no choice over a SUCCESS, which workers keep', () => {
    expect(decideRetry({ ...failed, state: 'SUCCESS' })).toMatchObject({
      ok: true,
      sameIdReason: expect.stringMatching(/4\.4\.3/),
    })
  })

  it('is doubtful while the task may run, and fine for what ended otherwise', () => {
    expect(decideRetry({ ...failed, state: 'STARTED' }).sameIdReason).toMatch(/not finished/)
    expect(decideRetry({ ...failed, state: 'MY_STATE' }).sameIdReason).toMatch(/not finished/)
    expect(decideRetry({ ...failed, state: 'REVOKED' }).sameIdReason).toBeNull()
  })
})

describe('cautions', () => {
  it.each([
    [{ state: 'RETRY' }, /by itself/],
    [{ state: 'PROGRESS' }, /may still be running/],
    [{ groupId: 'g' }, /group/],
    [{ serializer: 'pickle' }, /accept_content/],
    [{ args: '[{"__type__": "decimal", "__value__": "9.99"}]' }, /kombu before 5\.3/],
  ] as const)('%j', (change, sentence) => {
    expect(decideRetry({ ...failed, ...change })).toMatchObject({ ok: true, caution: expect.stringMatching(sentence) })
  })

  it('sends a type the application registered back unchanged', () => {
    const args = '[{"__type__": "money", "__value__": "9.99 PLN"}]'
    expect(decideRetry({ ...failed, args })).toMatchObject({ ok: true, caution: null, call: { args } })
  })
})
