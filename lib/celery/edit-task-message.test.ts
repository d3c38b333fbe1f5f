import { readFileSync } from 'node:fs'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTaskMessage, workerVersions } from './check-task-message'
import { editTaskMessage, type MessageEdit } from './edit-task-message'
import { readTaskMessage } from './task-message'

const folder = path.resolve(import.meta.dirname, '../../e2e/recordings')
const manifest = JSON.parse(readFileSync(path.join(folder, 'sqs/manifest.json'), 'utf8')) as {
  messages: { scenario: string; case: string; file: string; crafted: boolean; protocol?: 1 | 2 }[]
}
const recorded = manifest.messages
  .filter(({ protocol, crafted }) => protocol && !crafted)
  .map((entry) => ({ ...entry, text: readFileSync(path.join(folder, entry.file), 'utf8') }))
const isJson = ({ text }: { text: string }) => readTaskMessage(text).serializer === 'json'

function edited(text: string, edit: MessageEdit): string {
  const outcome = editTaskMessage(text, edit)
  if (outcome.kind === 'refused') throw new Error(outcome.message)
  return outcome.body
}

const args = '[ 1180591620717411303424, 1.10,-0.0, "\\u00e9é" ]'
const nowMs = Date.parse('2024-05-17T12:00:00Z')

describe('recorded messages', () => {
  it.each(recorded.filter(isJson))('$scenario/$case takes other arguments and keeps all else', ({ text }) => {
    const before = readTaskMessage(text)
    expect(readTaskMessage(edited(text, { args, kwargs: '{"a": NaN}' }))).toEqual({
      ...before,
      args,
      kwargs: '{"a": NaN}',
    })
    expect(readTaskMessage(edited(text, { args }))).toEqual({ ...before, args })
  })

  it.each(recorded)('$scenario/$case goes to another queue, whatever its body is written in', ({ text }) => {
    const before = readTaskMessage(text)
    const moved = readTaskMessage(edited(text, { celeryQueue: 'zażółć "x"' }))
    expect(moved).toEqual({ ...before, celeryQueue: before.celeryQueue && 'zażółć "x"' })
  })

  it.each(recorded)('$scenario/$case is not touched where nothing changes', ({ text }) => {
    const { celeryQueue } = readTaskMessage(text)
    expect(edited(text, { celeryQueue: celeryQueue ?? undefined })).toBe(text)
    expect(edited(text, {})).toBe(text)
  })

  it.each(recorded.filter((entry) => !isJson(entry)))('$scenario/$case keeps its arguments', ({ text }) => {
    expect(editTaskMessage(text, { kwargs: '{}' })).toMatchObject({
      kind: 'refused',
      field: 'kwargs',
      message: expect.stringMatching(/^Its body is \w+, which cannot be written back exactly/),
    })
  })

  it.each(recorded.filter(isJson))('$scenario/$case takes other times', ({ text }) => {
    const before = readTaskMessage(text)
    const later = edited(text, { etaMs: nowMs, withoutExpiry: true })
    expect(readTaskMessage(later)).toEqual({ ...before, eta: '2024-05-17T12:00:00.000+00:00', expires: null })
    expect(readTaskMessage(edited(later, { etaMs: null }))).toEqual({ ...before, eta: null, expires: null })
  })
})

/** A message by its parts, with white space that no JSON writer of ours makes. */
type Parts = {
  protocol: 1 | 2
  outer: 'base64' | 'plain'
  inner: 'base64' | 'plain'
  zlib: boolean
  space: string
  args: string
  kwargs: string
  embed: string
  header: string
  queue: string
}

function build({ protocol, outer, inner, zlib, space, header, queue, ...parts }: Parts): string {
  const body =
    protocol === 2
      ? `[${space}${parts.args}${space},${parts.kwargs},${space}${parts.embed}${space}]`
      : `{"embed":${parts.embed},${space}"kwargs"${space}:${parts.kwargs},"task":"a","id":"b",${space}"args":${parts.args}}`
  const bytes = zlib ? deflateSync(Buffer.from(body)) : Buffer.from(body)
  const carried = inner === 'base64' ? bytes.toString('base64') : body
  const task = protocol === 2 ? `"task":"a","id":"b",${space}` : ''
  const json =
    `{${space}"headers":{${task}"compression":${zlib ? '"application/x-gzip"' : 'null'},${space}"own":${header}},` +
    `"content-type":"application/json",${space}"body"${space}:${space}${asciiJson(carried)},` +
    `"properties":{"body_encoding":${inner === 'base64' ? '"base64"' : 'null'},"delivery_info":{"routing_key":${asciiJson(queue)}}}}`
  return outer === 'base64' ? Buffer.from(json).toString('base64') : json
}

function asciiJson(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range is meant, from its first character.
  return JSON.stringify(text).replace(/[^\u0000-\u007e]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

const numbers = fc.constantFrom('1.10', '-0.0', '1E400', '1180591620717411303424', 'NaN', '1e-07', '0.1000')
const json = fc.oneof(
  numbers,
  fc.json({ maxDepth: 2 }).filter((text) => !/\p{Surrogate}/u.test(text)),
)
const list = fc.array(json, { maxLength: 3 }).map((items) => `[ ${items.join(' ,')}]`)
const mapping = fc
  .array(fc.tuple(fc.string({ unit: 'grapheme' }), json), { maxLength: 3 })
  .map((items) => `{${items.map(([key, value]) => `${JSON.stringify(key)} : ${value}`).join(',')} }`)
const parts: fc.Arbitrary<Parts> = fc
  .record({
    protocol: fc.constantFrom(1 as const, 2 as const),
    outer: fc.constantFrom('base64' as const, 'plain' as const),
    inner: fc.constantFrom('base64' as const, 'plain' as const),
    zlib: fc.boolean(),
    space: fc.constantFrom('', ' ', '\n\t'),
    args: list,
    kwargs: mapping,
    embed: mapping,
    header: json,
    queue: fc.string({ unit: 'grapheme' }),
  })
  .map((made) => ({ ...made, zlib: made.zlib && made.inner === 'base64' }))

describe('any message', () => {
  it('is byte for byte what it would be had it been sent with the other arguments', () => {
    fc.assert(
      fc.property(parts, list, mapping, (message, newArgs, newKwargs) => {
        const text = build(message)
        expect(edited(text, { args: newArgs })).toBe(build({ ...message, args: newArgs }))
        expect(edited(text, { kwargs: newKwargs })).toBe(build({ ...message, kwargs: newKwargs }))
        expect(edited(text, { celeryQueue: 'other' })).toBe(build({ ...message, queue: 'other' }))
        expect(edited(text, { args: message.args, kwargs: message.kwargs })).toBe(text)
        const changed = edited(text, { args: newArgs, kwargs: newKwargs })
        expect(edited(changed, { args: message.args, kwargs: message.kwargs })).toBe(text)
      }),
    )
  })

  it('survives with every worker that would have survived it before', () => {
    fc.assert(
      fc.property(parts, list, mapping, (message, newArgs, newKwargs) => {
        const before = checkTaskMessage(build(message), { nowMs })
        const after = checkTaskMessage(edited(build(message), { args: newArgs, kwargs: newKwargs }), { nowMs })
        for (const version of workerVersions) expect(after[version].outcome).toBe(before[version].outcome)
      }),
    )
  })

  it('is refused, not thrown at, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(editTaskMessage(text, { args }).kind).toBe('refused')
      }),
    )
  })
})

describe('an edit', () => {
  const message: Parts = {
    protocol: 2,
    outer: 'base64',
    inner: 'base64',
    zlib: false,
    space: '',
    args: '[]',
    kwargs: '{}',
    embed: '{}',
    header: '1',
    queue: 'q',
  }

  it.each([
    [{ args: '{}' }, 'args', 'must be a JSON list'],
    [{ kwargs: '[]' }, 'kwargs', 'must be a JSON object'],
    [{ args: '[1,]' }, 'args', 'are no JSON'],
    [{ args: `[${'9'.repeat(4301)}]` }, 'args', 'more than 4300 digits'],
    [{ kwargs: `{"a": ${'['.repeat(400)}${']'.repeat(400)}}` }, 'kwargs', 'too deep for a worker'],
  ])('is refused where a worker could not take it: %j', (edit, field, why) => {
    expect(editTaskMessage(build(message), edit)).toMatchObject({
      kind: 'refused',
      field,
      message: expect.stringContaining(why),
    })
  })

  it('adds what a message of protocol 1 leaves out', () => {
    const body = '{"task": "a", "id": "b"}'
    const properties = '{"delivery_info": {}}'
    const text = `{"body": ${JSON.stringify(body)}, "content-type": "application/json", "properties": ${properties}}`
    const made = edited(text, { args: '[1]', kwargs: '{"k": 2}', etaMs: 0, celeryQueue: 'other' })
    expect(JSON.parse(JSON.parse(made).body)).toEqual({
      task: 'a',
      id: 'b',
      args: [1],
      kwargs: { k: 2 },
      eta: '1970-01-01T00:00:00.000+00:00',
    })
    expect(made).toContain(properties)
  })

  it('refuses a body that is not as Celery writes it', () => {
    const short = build(message).replace(/.*/, (text) =>
      Buffer.from(
        Buffer.from(text, 'base64')
          .toString()
          .replace(/"body":"[^"]*"/, `"body":"${btoa('[[], {}]')}"`),
      ).toString('base64'),
    )
    expect(editTaskMessage(short, { args })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('not as Celery'),
    })
  })

  it('leads away from an exchange that would take retries elsewhere', () => {
    const text = '{"properties": {"delivery_info": {"exchange": "celery", "routing_key": "mail"}}}'
    expect(edited(text, { celeryQueue: 'post' })).toBe(
      '{"properties": {"delivery_info": {"exchange": "", "routing_key": "post"}}}',
    )
    expect(edited(text, { celeryQueue: 'mail' })).toBe(text)
  })
})
