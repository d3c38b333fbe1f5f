import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTaskMessage, workerVersions } from './check-task-message'
import { readTaskMessage } from './task-message'
import { type SendContext, type TaskCall, type WriteOutcome, writeTaskMessage } from './write-task-message'

const nowMs = Date.parse('2026-11-21T12:00:00Z')
let ids = 0
const context: SendContext = {
  nowMs,
  uniqueId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
  origin: 'tombstone@host',
  fifo: false,
  visibilityTimeoutSeconds: 1800,
  maximumMessageBytes: 1_048_576,
}
const call: TaskCall = { taskId: 'id-1', name: 'shop.echo', args: '[1]', kwargs: '{}', celeryQueue: 'celery' }

function written(outcome: WriteOutcome) {
  if (outcome.kind === 'refused') throw new Error(outcome.message)
  return outcome.message
}
const write = (change: Partial<TaskCall> = {}, surroundings: Partial<SendContext> = {}) =>
  writeTaskMessage({ ...call, ...change }, { ...context, ...surroundings })
const envelopeOf = (body: string) => JSON.parse(Buffer.from(body, 'base64').toString())

describe('the message', () => {
  it('has exactly the fields every Celery from 4 on needs', () => {
    const { body } = written(write({ args: '[1, "two"]', kwargs: '{"a": NaN}' }))
    const envelope = envelopeOf(body)
    expect(envelope).toEqual({
      body: expect.any(String),
      'content-encoding': 'utf-8',
      'content-type': 'application/json',
      headers: {
        lang: 'py',
        task: 'shop.echo',
        id: 'id-1',
        root_id: 'id-1',
        parent_id: null,
        group: null,
        eta: null,
        expires: null,
        retries: 0,
        timelimit: [null, null],
        shadow: null,
        ignore_result: false,
        argsrepr: '(...2)',
        kwargsrepr: '{...1}',
        origin: 'tombstone@host',
      },
      properties: {
        correlation_id: 'id-1',
        reply_to: '',
        delivery_mode: 2,
        priority: 0,
        delivery_info: { exchange: '', routing_key: 'celery' },
        body_encoding: 'base64',
        delivery_tag: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    })
    expect(Buffer.from(envelope.body, 'base64').toString()).toBe(
      '[[1, "two"], {"a": NaN}, {"callbacks": null, "errbacks": null, "chain": null, "chord": null}]',
    )
  })

  it('embeds the arguments to the letter, spaces, digits and escapes included', () => {
    const args = '[ 1180591620717411303424,1.10, -0.0,\t"\\u00e9\\ud83d" , {"__proto__":1}]'
    const message = readTaskMessage(written(write({ args })).body)
    expect(message).toMatchObject({ args, problems: [] })
  })

  it('shows nothing of the arguments where logs will', () => {
    const { body } = written(write({ args: '["hunter2"]', kwargs: '{"password": "hunter2"}' }))
    const { headers, properties } = envelopeOf(body)
    expect(JSON.stringify([headers, properties])).not.toMatch(/hunter2|password/)
  })

  it('carries group and a fresh deduplication id on FIFO queues, and no delay', () => {
    const first = written(write({ celeryQueue: 'a.fifo' }, { fifo: true }))
    const second = written(write({ celeryQueue: 'a.fifo' }, { fifo: true }))
    expect(first).toMatchObject({ groupId: 'default', deduplicationId: expect.any(String) })
    expect(first.deduplicationId).not.toBe(second.deduplicationId)
    expect(written(write())).not.toHaveProperty('groupId')
  })
})

describe('whatever is written', () => {
  const json = fc.json({ depthSize: 'medium', noUnicodeString: false } as fc.JsonSharedConstraints)
  const args = fc
    .array(fc.oneof(json, fc.constant('NaN'), fc.bigInt().map(String)))
    .map((items) => `[${items.join(', ')}]`)
  const word = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => text.trim() !== '' && !/\p{Cc}/u.test(text))
  const kwargs = fc.dictionary(fc.string(), json).map(
    (entries) =>
      `{${Object.entries(entries)
        .map(([key, value]) => `${JSON.stringify(key)}: ${value}`)
        .join(', ')}}`,
  )

  it('reads back, and every worker runs it', () => {
    fc.assert(
      fc.property(args, kwargs, word, word, word, fc.boolean(), (args, kwargs, name, taskId, celeryQueue, fifo) => {
        const { body } = written(
          write({ args, kwargs, name, taskId, celeryQueue }, { fifo, maximumMessageBytes: null }),
        )
        expect(readTaskMessage(body)).toMatchObject({
          protocol: 2,
          outer: 'base64',
          inner: 'base64',
          serializer: 'json',
          taskId,
          rootId: taskId,
          parentId: null,
          name,
          args,
          kwargs,
          celeryQueue,
          retries: 0,
          problems: [],
        })
        const verdicts = checkTaskMessage(body, { nowMs })
        for (const version of workerVersions) expect(verdicts[version]).toMatchObject({ outcome: 'runs' })
      }),
    )
  })
})

describe('refuses', () => {
  it.each([
    ['args', { args: '{"a": 1}' }, /must be a JSON list/],
    ['args', { args: '[1, ' }, /no JSON/],
    ['args', { args: '' }, /no JSON/],
    ['args', { args: "['a']" }, /no JSON/],
    ['args', { args: `[${'1'.repeat(4301)}]` }, /4300 digits/],
    ['args', { args: '['.repeat(320) + ']'.repeat(320) }, /too deep/],
    ['args', { args: '["\ud83d"]' }, /surrogate/],
    ['kwargs', { kwargs: '[]' }, /must be a JSON object/],
    ['kwargs', { kwargs: 'null' }, /must be a JSON object/],
    ['kwargs', { kwargs: '{1: 2}' }, /no JSON/],
    ['name', { name: ' ' }, /empty/],
    ['name', { name: 'a\nb' }, /control/],
    ['taskId', { taskId: '' }, /empty/],
    ['queue', { celeryQueue: '' }, /empty/],
  ] as const)('%s: %#', (field, change, sentence) => {
    expect(write(change)).toMatchObject({ kind: 'refused', field, message: expect.stringMatching(sentence) })
  })

  it('what the queue would not take, with both sizes', () => {
    const args = `["${'x'.repeat(200_000)}"]`
    expect(write({ args }, { maximumMessageBytes: 262_144 })).toMatchObject({
      code: 'too_large',
      field: 'args',
      details: { maximumBytes: 262_144 },
    })
    expect(written(write({ args })).body.length).toBeGreaterThan(262_144)
  })

  it('an expiry before the start, which a worker would only revoke', () => {
    expect(write({ expiresMs: nowMs })).toMatchObject({ kind: 'refused', field: 'expires' })
    expect(write({ notBeforeMs: nowMs + 60_000, expiresMs: nowMs + 30_000 })).toMatchObject({ field: 'expires' })
    expect(write({ expiresMs: nowMs + 1 })).toMatchObject({ kind: 'written' })
  })
})

describe('a later start', () => {
  const later = (seconds: number, surroundings: Partial<SendContext> = {}) => {
    const outcome = write({ notBeforeMs: nowMs + seconds * 1000 }, surroundings)
    if (outcome.kind === 'refused') return outcome
    return { delay: outcome.message.delaySeconds ?? null, eta: envelopeOf(outcome.message.body).headers.eta }
  }

  it('is left to SQS up to 900 s, so that no worker holds the message', () => {
    expect(later(1)).toEqual({ delay: 1, eta: null })
    expect(later(899.5)).toEqual({ delay: 900, eta: null })
    expect(later(900)).toEqual({ delay: 900, eta: null })
  })

  it('beyond that adds an ETA with an offset', () => {
    expect(later(1200)).toEqual({ delay: 900, eta: '2026-11-21T12:20:00.000+00:00' })
  })

  it('is an ETA alone on FIFO queues, which cannot delay a message', () => {
    expect(later(60, { fifo: true })).toEqual({ delay: null, eta: '2026-11-21T12:01:00.000+00:00' })
  })

  it('is refused where a worker would hold the message past the visibility timeout', () => {
    expect(later(900 + 1621)).toMatchObject({ kind: 'refused', field: 'notBefore', details: { maxSeconds: 2520 } })
    expect(later(900 + 1620)).toMatchObject({ delay: 900 })
    expect(later(30, { fifo: true, visibilityTimeoutSeconds: 30 })).toMatchObject({ details: { maxSeconds: 27 } })
  })

  it('that is past already is now', () => {
    expect(later(-5)).toEqual({ delay: null, eta: null })
  })
})
