import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeGroupDocument, decodeTaskDocument } from './decode-document'
import type { TaskResult } from './result'

const bytes = (text: string) => new TextEncoder().encode(text)

function task(json: string): TaskResult {
  const outcome = decodeTaskDocument(bytes(json))
  if (outcome.kind === 'problem') throw new Error(outcome.message)
  return outcome
}

const problem = (text: string) => {
  const outcome = decodeTaskDocument(bytes(text))
  return outcome.kind === 'problem' ? outcome : null
}

describe('decodeTaskDocument', () => {
  it('reads the minimal documents of every version', () => {
    expect(task('{"status": "SUCCESS", "traceback": null, "result": 1, "children": []}')).toEqual({
      kind: 'task',
      serializer: 'json',
      taskId: null,
      state: 'SUCCESS',
      ready: true,
      extended: false,
      name: null,
      queue: null,
      worker: null,
      retries: null,
      dateDoneMs: null,
      dateDoneText: null,
      args: null,
      kwargs: null,
      result: '1',
      exception: null,
      traceback: null,
      children: [],
      parentId: null,
      groupId: null,
      extra: [],
    })
    expect(task('{"status": "SUCCESS"}').result).toBe('null')
    expect(task('{"status": "SUCCESS", "children": null}').children).toBeNull()
  })

  it('keeps every value in its own spelling', () => {
    const { args, kwargs, result } = task(
      '{"status": "SUCCESS", "result": {"n":9007199254740993 , "f": 1.10, "x": NaN}, "args": [ 1e3 ], "kwargs": {"\\u00e9": "\\ud800"}}',
    )
    expect(result).toBe('{"n":9007199254740993 , "f": 1.10, "x": NaN}')
    expect(args).toBe('[ 1e3 ]')
    expect(kwargs).toBe('{"\\u00e9": "\\ud800"}')
  })

  it('does not believe in types: stamps may overwrite any field', () => {
    const { name, retries, worker, traceback, groupId, dateDoneMs, children, extra, queue, ...rest } = task(
      '{"status": "SUCCESS", "name": {"a": 1}, "retries": -1, "worker": 5, "traceback": [], "group_id": false, "date_done": 7, "children": "x", "queue": null, "customer": "acme"}',
    )
    expect([name, retries, worker, traceback, groupId, dateDoneMs, children, queue]).toEqual(Array(8).fill(null))
    expect(rest.extended).toBe(true)
    expect(extra).toEqual([
      { name: 'name', value: '{"a": 1}' },
      { name: 'retries', value: '-1' },
      { name: 'worker', value: '5' },
      { name: 'traceback', value: '[]' },
      { name: 'group_id', value: 'false' },
      { name: 'date_done', value: '7' },
      { name: 'children', value: '"x"' },
      { name: 'customer', value: '"acme"' },
    ])
  })

  it('keeps a result that is no exception although the state says so', () => {
    for (const state of ['FAILURE', 'RETRY', 'REVOKED']) {
      const found = task(`{"status": "${state}", "result": {"reason": "disk full"}}`)
      expect([found.exception, found.result]).toEqual([null, '{"reason": "disk full"}'])
    }
    const meta = task('{"status": "SUCCESS", "result": {"exc_type": "E", "exc_message": []}}')
    expect(meta.exception).toBeNull()
  })

  it('says what is wrong in a sentence', () => {
    expect(problem('')).toMatchObject({ code: 'empty', message: 'The object is empty. Celery never stores that.' })
    expect(problem('{"status": "SUCC')).toMatchObject({
      code: 'truncated',
      message: 'The object looks like JSON, but cannot be read: the text ends inside a string.',
      serializer: 'json',
      firstBytes: '7b22737461747573223a202253554343',
    })
    expect(problem('{"status": 5}')?.message).toBe('The object looks like JSON, but its field "status" is no text.')
    expect(problem('{"a": 5}')?.message).toBe('The object looks like JSON, but has no field "status".')
    expect(problem('{"a" 5}')).toMatchObject({ code: 'bad_json' })
    expect(problem('a,b\n1,2')).toMatchObject({ code: 'not_a_result', serializer: 'yaml' })
    expect(problem('a: [')).toMatchObject({ code: 'bad_yaml' })
    expect(problem('<html>')).toMatchObject({ code: 'not_a_result', serializer: null })
    expect(problem(`{"status": "SUCCESS", "result": ${'['.repeat(100_000)}`)).toMatchObject({ code: 'too_deep' })
    const latin1 = decodeTaskDocument(Uint8Array.from([...bytes('{"status": "'), 0xe9, 0x22, 0x7d]))
    expect(latin1).toMatchObject({ code: 'bad_json', message: 'The object looks like JSON, but is not valid UTF-8.' })
    expect(decodeTaskDocument(Uint8Array.from([0x84, 0xa6]))).toMatchObject({
      code: 'truncated',
      serializer: 'msgpack',
    })
    expect(decodeTaskDocument(Uint8Array.from([0x80, 4, 0xff]))).toMatchObject({ code: 'bad_pickle' })
  })

  it('shows the first 64 bytes at the most', () => expect(problem('<'.repeat(500))?.firstBytes).toBe('3c'.repeat(64)))

  it('never throws', () => {
    const start = fc.constantFrom(
      '',
      '{',
      '{"status": "FAILURE", "result": ',
      '\u0080\u0004',
      '\u0080\u0002}(',
      '\u0084',
      'status: ',
    )
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 60 }), (head, rest) => {
        const all = Uint8Array.from([...Array.from(head, (letter) => letter.charCodeAt(0)), ...rest])
        expect(['task', 'problem']).toContain(decodeTaskDocument(all).kind)
        expect(['group', 'problem']).toContain(decodeGroupDocument(all).kind)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('decodeGroupDocument', () => {
  it('reads the new and the old form', () => {
    const members = [{ kind: 'task', taskId: 'a', parent: null }]
    expect(decodeGroupDocument(bytes('{"result": [["g", [["p", null], null]], [[["a", null], null]]]}'))).toEqual({
      kind: 'group',
      serializer: 'json',
      groupId: 'g',
      parentId: 'p',
      members,
    })
    expect(decodeGroupDocument(bytes('{"result": ["g", [[["a", null], null]]]}'))).toMatchObject({
      groupId: 'g',
      members,
    })
  })

  it('takes nothing else for a group', () => {
    for (const text of [
      '{"status": "SUCCESS", "result": 1}',
      '{"result": [["a", null], null]}',
      '{}',
      '{"result": {}}',
    ]) {
      expect(decodeGroupDocument(bytes(text))).toMatchObject({ kind: 'problem', code: 'not_a_result' })
    }
  })
})
