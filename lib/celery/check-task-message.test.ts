import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTaskMessage, type Outcome, type WorkerVersion, workerVersions } from './check-task-message'
import { readTaskMessage } from './task-message'

type Observed = { status: string; worker: string; leftInFlight: boolean }

const folder = path.resolve(import.meta.dirname, '../../e2e/recordings')
const read = (file: string) => readFileSync(path.join(folder, 'sqs', file), 'utf8')
const results = JSON.parse(read('handbuilt-results.json')) as Record<string, Record<string, Observed>>
const manifest = JSON.parse(read('manifest.json')) as { messages: { scenario: string; case: string; file: string }[] }
const handbuilt = new Map(
  manifest.messages
    .filter(({ scenario }) => scenario === 'handbuilt')
    .map((entry) => [entry.case, read(path.relative('sqs', entry.file))]),
)

/** The whole names, by our short ones. */
const recordedVersions: Record<WorkerVersion, string> = { '4.4': '4.4.7', '5.2': '5.2.6', '5.6': '5.6.3' }

function outcomeOf({ status, worker, leftInFlight }: Observed): Outcome {
  if (worker !== 'alive') return 'worker dies'
  if (status === 'SUCCESS') return 'runs'
  if (status === 'REVOKED') return 'revoked'
  if (status === 'FAILURE') return 'fails'
  return leftInFlight ? 'stays' : 'dropped'
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const sound = base64(handbuiltEnvelope({}))
function handbuiltEnvelope(change: Record<string, unknown>): string {
  const inner = base64('[["x"], {}, {"callbacks": null, "errbacks": null, "chain": null, "chord": null}]')
  return JSON.stringify({
    body: inner,
    'content-encoding': 'utf-8',
    'content-type': 'application/json',
    headers: { lang: 'py', task: 'shop.echo', id: 'x' },
    properties: { delivery_info: { exchange: '', routing_key: 'celery' }, body_encoding: 'base64' },
    ...change,
  })
}

// Sent to the same workers, but not kept as files.
const poison = new Map([
  ['broken inner base64', handbuiltEnvelope({ body: '%%%' })],
  ['JSON object that is not from kombu', '{"hello": "world"}'],
  ['JSON array', '[1, 2, 3]'],
  ['not JSON', 'hello world'],
  ['empty headers, body is no task', base64(handbuiltEnvelope({ headers: {}, body: base64('{"a": 1}') }))],
])

// One message of the recording expired a second before it was sent; another would have ten minutes later.
const expired = JSON.parse(Buffer.from(handbuilt.get('expires in the past') ?? '', 'base64').toString())
const nowMs = Date.parse(expired.headers.expires) + 5_000
const tasks = new Set(['shop.echo'])

describe('what real workers did with hand-built messages', () => {
  const cases = Object.entries(results)
    .filter(([name]) => !name.startsWith('same id'))
    .map(([name, observed]) => ({ name, observed, text: handbuilt.get(name) ?? poison.get(name) }))

  it.each(cases)('$name', ({ observed, text }) => {
    if (text === undefined) throw new Error('no text for this case')
    const verdicts = checkTaskMessage(text, { nowMs, tasks })
    for (const version of workerVersions) {
      const seen = observed[recordedVersions[version]]
      if (seen) expect(verdicts[version].outcome, `${version}: ${verdicts[version].why}`).toBe(outcomeOf(seen))
    }
  })
})

const outcomes = (text: string, options = {}) => {
  const verdicts = checkTaskMessage(text, { nowMs, tasks, ...options })
  return workerVersions.map((version) => verdicts[version].outcome)
}

describe('what follows from the same rules', () => {
  it('runs what real Celery producers sent', () => {
    const refused = manifest.messages
      .filter(({ scenario, case: name }) => scenario === 'sqs-c526' && !/pickle|yaml|msgpack|expires/.test(name))
      .filter(({ file }) => checkTaskMessage(read(path.relative('sqs', file)), { nowMs })['5.2'].outcome !== 'runs')
    expect(refused).toEqual([])
  })

  it('leaves a content type that is not accepted in the queue', () => {
    const text = base64(handbuiltEnvelope({ 'content-type': 'application/x-yaml' }))
    expect(outcomes(text)).toEqual(['stays', 'stays', 'stays'])
  })

  it('drops a body whose compression is broken or whose bytes are no JSON', () => {
    const headers = { task: 'shop.echo', id: 'x', compression: 'application/x-gzip' }
    expect(outcomes(base64(handbuiltEnvelope({ headers })))).toEqual(['dropped', 'dropped', 'dropped'])
    expect(outcomes(base64(handbuiltEnvelope({ body: base64('[[1], {}') })))).toEqual(['dropped', 'dropped', 'dropped'])
  })

  it.each([
    // All seen with Celery 5.2.6 on Python 3.11.
    ['nested 430 deep', `${'['.repeat(430)}${']'.repeat(430)}`, '{}', 'runs'],
    ['nested 480 deep: RecursionError while pickling', `${'['.repeat(480)}${']'.repeat(480)}`, '{}', 'worker dies'],
    ['nested 2000 deep', `${'['.repeat(2000)}${']'.repeat(2000)}`, '{}', 'dropped'],
    ['an integer of 4300 digits', `[${'7'.repeat(4300)}]`, '{}', 'runs'],
    ['an integer of 4301 digits', `[${'7'.repeat(4301)}]`, '{}', 'dropped'],
    ['a mapping, whose keys become the arguments', '{"a": 1}', '{}', 'runs'],
    ['a number', '5', '{}', 'fails'],
    ['null', 'null', '{}', 'fails'],
    ['fine, but the keyword arguments are null', '[]', 'null', 'dropped'],
  ])('arguments that are %s', (_name, args, kwargs, outcome) => {
    const body = base64(`[${args}, ${kwargs}, null]`)
    expect(outcomes(base64(handbuiltEnvelope({ body })))[1]).toBe(outcome)
  })

  it('reads times with Z, with an offset and without one', () => {
    const expiring = (expires: unknown) =>
      outcomes(base64(handbuiltEnvelope({ headers: { task: 'shop.echo', id: 'x', expires } })))[2]
    expect(expiring('2001-01-01T00:00:00Z')).toBe('revoked')
    expect(expiring('2001-01-01T00:00:00.123456+02:00')).toBe('revoked')
    expect(expiring('2001-01-01T00:00:00')).toBe('revoked')
    expect(expiring('2999-01-01T00:00:00+00:00')).toBe('runs')
    expect(expiring(17)).toBe('stays')
    expect(expiring(null)).toBe('runs')
  })

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void checkTaskMessage(text, { nowMs })))
    fc.assert(fc.property(fc.json(), (text) => void checkTaskMessage(base64(text), { nowMs })))
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.string({ maxLength: 3 }), (at, patch) => {
        checkTaskMessage(sound.slice(0, at) + patch + sound.slice(at + patch.length), { nowMs })
        const json = handbuiltEnvelope({})
        checkTaskMessage(base64(json.slice(0, at) + patch + json.slice(at + patch.length)), { nowMs })
      }),
    )
  })
})

const kept = manifest.messages
  .map((entry) => ({ ...entry, text: read(path.relative('sqs', entry.file)) }))
  .filter(({ scenario, text }) => scenario !== 'handbuilt' && /pickle|yaml|msgpack/.test(otherType(text)))

function otherType(text: string): string {
  const { contentType, serializer, problems } = readTaskMessage(text)
  return serializer !== null && problems.length === 0 && contentType !== null ? `${serializer} ${contentType}` : ''
}

describe('messages in other serializers', () => {
  it('are there', () => expect(kept.length).toBeGreaterThan(5))

  it.each(kept)('$scenario/$case runs where its content type is accepted, and stays where it is not', ({ text }) => {
    const { contentType, expires } = readTaskMessage(text)
    const before = expires === null ? 0 : Date.parse(expires) - 1
    const accepted = checkTaskMessage(text, { nowMs: before, accept: [contentType ?? ''] })
    // A worker of 4.4 takes no message that is not in base64 outside.
    expect(accepted['5.2'].outcome).toBe('runs')
    expect(checkTaskMessage(text, { nowMs: before })['5.6'].outcome).toMatch(/^(stays|dropped)$/)
  })
})
