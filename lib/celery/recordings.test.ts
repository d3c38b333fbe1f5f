import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeGroupDocument, decodeTaskDocument } from './decode-document'
import { decodeTaskStream } from './document-stream'
import { previewArguments, previewMessage, previewResult } from './preview'
import { asTyped, type PyValue } from './py-value'
import { parsePythonJson } from './python-json'
import { expectedFailure, expectedResult } from './recordings.testing'
import { parseReference, type ResultReference } from './reference'
import type { DecodeProblem, TaskResult } from './result'
import { groupKey, parseResultKey, taskKey } from './result-key'
import { parseTraceback } from './traceback'

/**
 * Everything a recording's manifest says is checked by the rules of docs/celery-wire-format.md, not by what these
 * recordings happen to hold: CELERY_RECORDINGS names another folder of the same layout.
 */
const root = process.env.CELERY_RECORDINGS ?? path.resolve(import.meta.dirname, '../../e2e/recordings')

type Recorded = {
  scenario: string
  key: string
  file: string
  kind: 'task' | 'group' | 'noise'
  id: string
  case: string
  task: string | null
  serializer: 'json' | 'pickle' | 'yaml' | 'msgpack'
  extended: boolean
  expectedState: string | null
}
type Scenario = {
  celery: string
  kombu: string
  python: string
  serializer: string
  keyPrefix: string
  globalKeyprefix: string
  crafted?: boolean
}
type Manifest = { scenarios: Record<string, Scenario>; objects: Recorded[] }

// The manifest is ours, or another of the same making.
const manifest = JSON.parse(readFileSync(path.join(root, 's3/manifest.json'), 'utf8')) as Manifest
const bytesOf = (recorded: Recorded) => new Uint8Array(readFileSync(path.join(root, recorded.file)))

function versionOf(text: string): number {
  const [major = 0, minor = 0] = text.split('.').map(Number)
  return major * 100 + minor
}

function decoded(recorded: Recorded): TaskResult {
  const task = decodeTaskDocument(bytesOf(recorded))
  if (task.kind === 'problem') throw new Error(`${recorded.file}: ${task.message}`)
  return task
}

/** Comparable whatever the order of keys, which YAML and Python 2 do not keep. */
function plain(json: string): unknown {
  const outcome = parsePythonJson(json)
  if (outcome.kind === 'problem') throw new Error(`${outcome.message}: ${json.slice(0, 200)}`)
  return plainValue(outcome.value)
}

function plainValue(value: PyValue): unknown {
  switch (value.kind) {
    case 'null':
      return null
    case 'bool':
    case 'string':
      return value.value
    case 'number':
      return { number: value.text }
    case 'array':
      return value.items.map(plainValue)
    case 'object': {
      // The order of a set is nobody's.
      const set = asTyped(value)
      if ((set?.type === 'set' || set?.type === 'frozenset') && set.value.kind === 'array') {
        return { [set.type]: set.value.items.map((item) => JSON.stringify(plainValue(item))).sort() }
      }
      return Object.fromEntries([...value.entries].map(([key, member]) => [`.${key}`, plainValue(member)]))
    }
  }
}

function idsOf(references: ResultReference[]): string[] {
  return references.flatMap((reference) =>
    reference.kind === 'task' ? [reference.taskId] : [reference.groupId, ...idsOf(reference.members)],
  )
}

function leavesOf(references: ResultReference[]): ResultReference[] {
  return references.flatMap((reference) => (reference.kind === 'task' ? [reference] : leavesOf(reference.members)))
}

const scenarios = Object.keys(manifest.scenarios).filter((name) => !manifest.scenarios[name]?.crafted)
const inScenario = (name: string, kind: Recorded['kind'] = 'task') =>
  manifest.objects.filter((recorded) => recorded.scenario === name && recorded.kind === kind)

describe.each(scenarios)('%s', (name) => {
  const tasks = inScenario(name)
  const cases = new Map(tasks.map((recorded) => [recorded.case, recorded]))
  const first = manifest.scenarios[name]
  if (!first) throw new Error(name)
  const scenario = first
  const celery = versionOf(scenario.celery)
  const keyPrefix = scenario.keyPrefix + scenario.globalKeyprefix

  it('has keys that say what and whose they are', () => {
    for (const { key, kind, id } of [...tasks, ...inScenario(name, 'group')]) {
      expect(parseResultKey(keyPrefix, key)).toEqual({ kind, id })
      expect(kind === 'task' ? taskKey(keyPrefix, id) : groupKey(keyPrefix, id)).toBe(key)
    }
  })

  it('tells state, id and serializer of every document', () => {
    for (const recorded of tasks) {
      const task = decoded(recorded)
      expect(task.serializer, recorded.file).toBe(recorded.serializer)
      expect(task.taskId, recorded.file).toBe(celery >= 400 ? recorded.id : null)
      // The recorder could not read integer keys in msgpack, and says so instead of the state.
      if (!recorded.expectedState?.startsWith('unreadable'))
        expect(task.state, recorded.file).toBe(recorded.expectedState)
      expect(task.ready).toBe(['SUCCESS', 'FAILURE', 'REVOKED'].includes(task.state))
    }
  })

  it('tells when a task was done, from Celery 4.3 on', () => {
    for (const recorded of tasks) {
      const task = decoded(recorded)
      expect(task.dateDoneMs !== null, recorded.file).toBe(celery >= 403 && task.ready)
      if (task.dateDoneMs === null) continue
      expect(new Date(task.dateDoneMs).getUTCFullYear(), recorded.file).toBeGreaterThan(2015)
      expect(task.dateDoneText).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?([+-]\d\d:\d\d)?$/)
    }
  })

  it('tells name, arguments, worker and queue where the results are extended', () => {
    const notExtended = ['chord-body-failed', 'revoked-terminated']
    for (const recorded of tasks) {
      const task = decoded(recorded)
      const extended = recorded.extended && !notExtended.includes(recorded.case)
      expect(task.extended, recorded.file).toBe(extended)
      const named = extended && recorded.case !== 'not-registered'
      if (!named)
        expect([task.name, task.args, task.worker, task.queue, task.retries]).toEqual([null, null, null, null, null])
      else {
        expect(task.name, recorded.file).toBe(recorded.case === 'replaced' ? 'shop.add' : (recorded.task ?? task.name))
        expect(plain(task.args ?? '')).toBeInstanceOf(Array)
        expect(plain(task.kwargs ?? '')).toBeInstanceOf(Object)
      }
    }
    const success = cases.get('success')
    if (!success?.extended) return
    const task = decoded(success)
    expect([task.args, task.kwargs, task.worker, task.queue, task.retries]).toEqual([
      '[2, 3]',
      '{}',
      'worker1@shop',
      'celery',
      0,
    ])
    expect(previewArguments(task.args, task.kwargs)).toBe('(2, 3)')
  })

  it('keeps every returned value as the serializer had it', () => {
    let checked = 0
    for (const recorded of tasks) {
      const expected = expectedResult(recorded, { ...scenario, celery, kombu: versionOf(scenario.kombu) })
      if (expected === undefined) continue
      checked++
      const task = decoded(recorded)
      if (expected === 'EncodeError') {
        expect([task.state, task.exception?.type], recorded.file).toEqual(['FAILURE', 'EncodeError'])
        continue
      }
      expect(plain(task.result), `${recorded.case} ${recorded.file}`).toEqual(plain(expected))
      expect(task.exception, recorded.file).toBeNull()
    }
    expect(checked).toBeGreaterThan(15)
  })

  it('tells type, module, arguments and message of every exception', () => {
    let checked = 0
    for (const recorded of tasks) {
      const protocol = recorded.serializer === 'pickle' ? (bytesOf(recorded)[1] ?? 0) : null
      const expected = expectedFailure(
        { ...recorded, protocol },
        { ...scenario, celery, kombu: versionOf(scenario.kombu) },
      )
      if (expected === undefined) continue
      checked++
      const { exception, traceback } = decoded(recorded)
      expect(exception, `${recorded.case} ${recorded.file}`).toMatchObject(expected)
      expect(plain(exception?.args ?? '')).toBeDefined()
      if (traceback === null) continue
      const parts = parseTraceback(traceback)
      expect(
        parts.some(({ kind }) => kind === 'text'),
        traceback,
      ).toBe(false)
    }
    expect(checked).toBeGreaterThan(10)
  })

  it('finds the tasks a task started', () => {
    const ids = (caseName: string) => {
      const recorded = cases.get(caseName)
      return recorded ? idsOf(decoded(recorded).children ?? []) : null
    }
    const chained = cases.get('chain-middle')
    if (chained) expect(ids('chain-first')).toContain(chained.id)
    const last = cases.get('chain-last')
    if (last) expect(ids('chain-middle')).toContain(last.id)
    const parent = cases.get('children')
    if (parent) expect(plain(decoded(parent).result)).toEqual(ids('children'))
    const retried = cases.get('retry')
    if (retried) expect(ids('retry')).toEqual([retried.id])
    const returned = cases.get('returns-asyncresult')
    if (returned && returned.serializer !== 'pickle') {
      const outcome = parsePythonJson(decoded(returned).result)
      const reference = outcome.kind === 'parsed' ? parseReference(outcome.value) : null
      expect(reference && idsOf([reference])).toEqual(ids('returns-asyncresult'))
    }
  })

  it('lists the members of saved groups, nested ones too', () => {
    for (const recorded of inScenario(name, 'group')) {
      const group = decodeGroupDocument(bytesOf(recorded))
      if (group.kind === 'problem') throw new Error(group.message)
      expect([group.groupId, group.serializer]).toEqual([recorded.id, recorded.serializer])
      // Celery takes a group within a group apart; the chain in it stands for itself with its first link as parent.
      const leaves = leavesOf(group.members)
      expect(leaves).toHaveLength(recorded.case === 'group-saved' ? 3 : 4)
      const parents = leaves.filter(({ parent }) => parent?.kind === 'task')
      expect(parents).toHaveLength(recorded.case === 'group-saved' ? 0 : 1)
    }
    for (const recorded of tasks.filter((entry) => entry.case === 'group-member')) {
      const groups = inScenario(name, 'group').map(({ id }) => id)
      if (celery >= 403) expect(groups).toContain(decoded(recorded).groupId)
    }
  })

  it('keeps stamps as extra fields', () => {
    const stamped = cases.get('stamped')
    if (!stamped?.extended) return
    const extra = new Map(decoded(stamped).extra.map((field) => [field.name, plain(field.value)]))
    expect(extra.get('customer')).toBe('acme')
    expect(extra.get('release')).toEqual(['2024.1'])
    expect(extra.has('stamped_headers')).toBe(true)
  })

  it('previews everything in one short line', () => {
    for (const recorded of tasks) {
      const task = decoded(recorded)
      const lines = [
        previewArguments(task.args, task.kwargs),
        previewResult(task.result),
        previewMessage(task.exception?.message ?? ''),
      ]
      for (const line of lines) {
        expect(line ?? '').not.toMatch(/\p{Cc}|[\u202a-\u202e\u2028]/u)
        expect((line ?? '').length).toBeLessThanOrEqual(500)
      }
    }
  })

  it('reads the same from a stream in small pieces', async () => {
    for (const recorded of tasks) {
      const bytes = bytesOf(recorded)
      const size = bytes.length > 50_000 ? 5_000 : 7
      const streamed = await decodeTaskStream(pieces(bytes, size), { capBytes: 0, valueBytes: 2_000_000 })
      expect(streamed, recorded.file).toEqual(decodeTaskDocument(bytes))
    }
  })
})

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('objects that Celery did not write', () => {
  const noise = manifest.objects.filter(({ kind }) => kind === 'noise')
  const outcomes = new Map<string, Partial<DecodeProblem> | Partial<TaskResult>>([
    ['empty object', { kind: 'problem', code: 'empty' }],
    ['truncated JSON', { kind: 'problem', code: 'truncated', serializer: 'json' }],
    ['JSON, but no object', { kind: 'problem', code: 'not_a_result', firstBytes: '5b312c20322c20335d' }],
    ['object without status', { kind: 'problem', code: 'not_a_result' }],
    ['random bytes', { kind: 'problem', code: 'not_a_result', serializer: null }],
    ['other file under the prefix', { kind: 'problem', code: 'not_a_result' }],
    ['failure with a null result', { kind: 'task', state: 'FAILURE', exception: null, result: 'null' }],
    ['pickle that would run a command', { kind: 'problem', code: 'not_a_result', serializer: 'pickle' }],
    [
      'hostile exception type',
      {
        kind: 'task',
        state: 'FAILURE',
        exception: { type: 'system', module: 'os', message: 'rm -rf /', args: '"rm -rf /"' },
      },
    ],
    [
      'lower-case state, unknown fields, deep parents',
      { kind: 'task', state: 'done', ready: false, extra: [{ name: 'colour', value: '"red"' }] },
    ],
  ])

  it('are decoded or refused, each for its reason', () => {
    for (const recorded of noise) {
      const outcome = decodeTaskDocument(bytesOf(recorded))
      const expected = outcomes.get(recorded.case)
      if (expected) expect(outcome, recorded.case).toMatchObject(expected)
      if (outcome.kind === 'problem') expect(outcome.message, recorded.case).toMatch(/^The object .*\.$/)
    }
  })
})
