import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTaskMessage } from './task-message'

type Recorded = {
  scenario: string
  case: string
  file: string
  crafted: boolean
  protocol?: 1 | 2
  outer?: string
  inner?: string
  contentType?: string
  task?: string | null
  id?: string
  eta?: string | null
  expires?: string | null
  retries?: number | null
  group?: string | null
  celeryQueue?: string | null
  compression?: string | null
}

const ownFolder = path.resolve(import.meta.dirname, '../../e2e/recordings')

function readRecordings(folder: string) {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'sqs/manifest.json'), 'utf8')) as { messages: Recorded[] }
  return manifest.messages.map((entry) => ({ ...entry, text: readFileSync(path.join(folder, entry.file), 'utf8') }))
}

const own = readRecordings(ownFolder)
/** Other recordings can be tried by naming their folder. */
const recorded = process.env.CELERY_RECORDINGS ? readRecordings(process.env.CELERY_RECORDINGS) : own

describe('recorded messages', () => {
  it('are there', () => expect(recorded.length).toBeGreaterThan(0))

  it.each(recorded.filter(({ protocol }) => protocol))('$scenario/$case reads as its manifest says', (entry) => {
    const message = readTaskMessage(entry.text)
    expect(message).toMatchObject({
      protocol: entry.protocol,
      outer: entry.outer,
      contentType: entry.contentType,
      compression: entry.compression ?? null,
      taskId: entry.id ?? message.taskId,
      celeryQueue: entry.celeryQueue ?? null,
    })
    // The manifest was made without a decoder of pickle: null there means unknown, not absent.
    for (const [field, want] of [
      ['name', entry.task],
      ['eta', entry.eta],
      ['expires', entry.expires],
      ['retries', entry.retries],
      ['groupId', entry.group],
    ] as const) {
      if (want !== null && want !== undefined) expect(message, field).toMatchObject({ [field]: want })
    }
  })

  it.each(recorded.filter(({ crafted, inner }) => !crafted && inner))(
    '$scenario/$case gives name, arguments and keyword arguments',
    (entry) => {
      const message = readTaskMessage(entry.text)
      expect(message.problems).toEqual([])
      expect(message.inner).toBe(entry.inner)
      expect(message.name).not.toBeNull()
      expect(message.args).toMatch(/^\[/)
      expect(message.kwargs).toMatch(/^\{/)
    },
  )

  it.each(recorded)('$scenario/$case survives mutation without throwing', ({ text }) => {
    const bytes = Buffer.from(text)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (at, byte, end) => {
        const mutated = Buffer.from(bytes)
        mutated[at] = byte
        readTaskMessage(mutated.toString('latin1'))
        readTaskMessage(mutated.subarray(0, end).toString())
        // One layer further in: the mutation hits the envelope, not its base64.
        const inner = Buffer.from(text, 'base64')
        if (inner.length > 0) inner[at % inner.length] = byte
        readTaskMessage(inner.toString('base64'))
      }),
      { numRuns: 20 },
    )
  })
})

const find = (scenario: string, name: string) =>
  readTaskMessage(own.find((entry) => entry.scenario === scenario && entry.case === name)?.text ?? '')

describe('what a message carries besides the call', () => {
  it('lists the rest of a chain with the next link first', () => {
    const { chain } = find('sqs-c526', 'chain')
    expect(chain.map(({ name, taskId }) => [name, typeof taskId])).toEqual([
      ['shop.add', 'string'],
      ['shop.add', 'string'],
    ])
    expect(find('c526-json-worker', 'chain-middle').chain).toHaveLength(1)
  })

  it('names the body of a chord, callbacks and time limits', () => {
    const chord = own.filter(({ scenario, case: name }) => scenario === 'sqs-c526' && name === 'chord')
    const bodies = chord.map(({ text }) => readTaskMessage(text).chord?.name)
    expect(bodies).toContain('shop.total')
    const link = find('sqs-c526', 'link')
    expect(link.callbacks.length + link.errbacks.length).toBeGreaterThan(0)
    expect(find('sqs-c526', 'time-limits').timeLimits).not.toEqual({ hardSeconds: null, softSeconds: null })
  })

  it('keeps headers of the application and stamps', () => {
    expect(find('sqs-c526', 'headers').headers.length).toBeGreaterThan(0)
    expect(find('sqs-c563', 'stamped').stamps).toEqual([{ name: 'customer', value: '"acme"' }])
    expect(find('sqs-c526', 'plain').headers).toEqual([])
  })

  it('says for a message of protocol 1 what it can', () => {
    expect(find('sqs-c3125-json', 'countdown')).toMatchObject({ protocol: 1, rootId: null, argsRepr: null })
    expect(find('sqs-c3125-json', 'countdown').eta).toMatch(/^\d{4}-\d\d-\d\dT/)
  })
})

describe('text that is no message', () => {
  it.each([
    ['', 'not_json'],
    ['hello world', 'not_json'],
    ['[1, 2, 3]', 'not_json'],
    [Buffer.from('[1, 2, 3]').toString('base64'), 'not_a_task'],
    ['{"hello": "world"}', 'missing_field'],
    ['{"hello": ', 'not_json'],
    [`{"a": ${'['.repeat(20_000)}`, 'too_deep'],
  ])('%j is a problem, not an error', (text, code) => {
    const message = readTaskMessage(text)
    expect(message.protocol).toBeNull()
    expect(message.problems.map((problem) => problem.code)).toContain(code)
  })

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readTaskMessage(text)))
    fc.assert(fc.property(fc.json(), (text) => void readTaskMessage(text)))
  })

  it('names a compression that is not understood', () => {
    const headers = { task: 'a.b', id: 'x', compression: 'application/x-lzma' }
    const envelope = {
      body: 'AAAA',
      'content-type': 'application/json',
      headers,
      properties: { body_encoding: 'base64' },
    }
    const message = readTaskMessage(JSON.stringify(envelope))
    expect(message).toMatchObject({ name: 'a.b', args: null, problems: [{ code: 'unsupported_compression' }] })
  })
})
