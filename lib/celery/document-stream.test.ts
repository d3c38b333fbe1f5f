import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeTaskDocument } from './decode-document'
import { decodeGroupStream, decodeTaskStream } from './document-stream'
import { type Picklable, pickled } from './pickle.testing'
import { previewMessage, previewResult } from './preview'
import type { TaskResult } from './result'

const bytes = (text: string) => new TextEncoder().encode(text)

async function* pieces(all: Uint8Array, size: number) {
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
}

/** `head`, then `unit` so many times, then `tail`, in pieces of about 64 kB. */
async function* repeated(head: Uint8Array, unit: Uint8Array, times: number, tail: Uint8Array) {
  yield head
  const units = Math.min(times, Math.ceil(65_536 / unit.length))
  const block = new Uint8Array(unit.length * units)
  for (let i = 0; i < units; i++) block.set(unit, i * unit.length)
  let left = times
  for (; left >= units; left -= units) yield block
  yield block.subarray(0, left * unit.length)
  yield tail
}

async function task(body: AsyncIterable<Uint8Array>, valueBytes = 2_000): Promise<TaskResult> {
  const outcome = await decodeTaskStream(body, { capBytes: 1_000, valueBytes })
  if (outcome.kind === 'problem') throw new Error(outcome.message)
  return outcome
}

describe('decodeTaskStream', () => {
  it('decodes a small document whole', async () => {
    const all = bytes('{"status": "SUCCESS", "result": [1, 2]}')
    expect(await decodeTaskStream(pieces(all, 5))).toEqual(decodeTaskDocument(all))
  })

  it('takes a web stream as well', async () => {
    const all = bytes('{"status": "SUCCESS", "result": [1, 2]}')
    expect(await decodeTaskStream(new Response(all).body ?? pieces(all, 5))).toEqual(decodeTaskDocument(all))
  })

  it('finds small fields behind 50 MB, in a few MB of memory', async () => {
    const unit = bytes(', {"row": [1.5, null, "some text"]}')
    const times = Math.ceil(50_000_000 / unit.length)
    let peak = 0
    const before = process.memoryUsage()
    async function* watched() {
      const head = bytes('{"args": [7], "kwargs": {}, "result": ["x"')
      const tail = bytes('], "status": "SUCCESS", "name": "shop.export", "date_done": "2024-05-17T13:45:30"}')
      for await (const chunk of repeated(head, unit, times, tail)) {
        const { heapUsed, arrayBuffers } = process.memoryUsage()
        peak = Math.max(peak, heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers)
        yield chunk
      }
    }
    const found = await task(watched())
    expect(found).toMatchObject({ state: 'SUCCESS', name: 'shop.export', args: '[7]', dateDoneMs: 1_715_953_530_000 })
    expect(found.truncated).toEqual([{ field: 'result', sizeBytes: 5 + unit.length * times }])
    expect(found.result).toHaveLength(2_000)
    expect(previewResult(found.result)).toMatch(/^\["x", \{"row": \[1\.5, null, "some text"\]\}, .*…$/)
    // Far below what holding it would take; garbage not yet collected is in it.
    expect(peak).toBeLessThan(40_000_000)
  })

  it('finds the type of an exception before or behind a message of any length', async () => {
    const type = '"exc_type": "ValueError", "exc_module": "builtins"'
    for (const [head, tail] of [
      [`{"status": "FAILURE", "result": {${type}, "exc_message": ["`, '"]}}'],
      ['{"result": {"exc_message": ["', `"], ${type}}, "status": "FAILURE"}`],
    ]) {
      const found = await task(repeated(bytes(head ?? ''), bytes('żółć '), 100_000, bytes(tail ?? '')))
      expect(found.exception).toMatchObject({ type: 'ValueError', module: 'builtins' })
      expect(previewMessage(found.exception?.message ?? '')).toMatch(/^żółć żółć .*…$/)
      expect(found.truncated?.map(({ field }) => field)).toEqual(['result', 'exception'])
      expect(found.truncated?.[1]?.sizeBytes).toBe(4 + 9 * 100_000)
    }
  })

  it('keeps what fits although another field is large', async () => {
    const head = '{"traceback": "'
    const found = await task(
      repeated(
        bytes(head),
        bytes('  File \\"x.py\\"\\n'),
        10_000,
        bytes('", "status": "FAILURE", "result": {"exc_type": "E", "exc_message": [1]}}'),
      ),
    )
    expect(found.exception).toMatchObject({ type: 'E', args: '[1]' })
    expect(found.traceback?.startsWith('  File "x.py"\n')).toBe(true)
    expect(found.truncated?.map(({ field }) => field)).toEqual(['traceback'])
  })

  it('keeps the known fields of a document with a million others', async () => {
    const found = await task(
      repeated(
        bytes('{"status": "SUCCESS"'),
        bytes(', "stamp": "aaaaaaaaaaaaaaaaaaaaaaaaa"'),
        20_000,
        bytes(', "name": "a"}'),
      ),
    )
    expect(found).toMatchObject({ state: 'SUCCESS', name: 'a' })
    let i = 0
    const many = Array.from({ length: 5_000 }, () => `"k${i++}": 1`).join(', ')
    const others = await task(pieces(bytes(`{"status": "SUCCESS", ${many}, "name": "a"}`), 1_000))
    expect(others).toMatchObject({ state: 'SUCCESS', name: 'a' })
    expect(others.extra.length).toBeLessThanOrEqual(200)
  })

  it('skims YAML: state and exception behind a long message', async () => {
    const head = bytes('args: []\nresult:\n  exc_message:\n  - "')
    const tail = bytes('"\n  exc_module: builtins\n  exc_type: ValueError\nstatus: FAILURE\nname: a.b\n')
    const found = await task(repeated(head, bytes('lorem ipsum '), 50_000, tail))
    expect(found).toMatchObject({ state: 'FAILURE', name: 'a.b', args: '[]' })
    expect(found.exception).toMatchObject({ type: 'ValueError', module: 'builtins' })
    expect(found.exception?.message).toMatch(/^lorem ipsum lorem/)
    const rows = await task(
      repeated(bytes('result:\n'), bytes("- {a: 1, b: 'x'}\n"), 50_000, bytes('status: SUCCESS\n')),
    )
    expect(rows.state).toBe('SUCCESS')
    expect(previewResult(rows.result)).toMatch(/^\[\{"a": 1, "b": "x"\}, /)
    expect(rows.truncated).toEqual([{ field: 'result', sizeBytes: 8 + 17 * 50_000 }])
  })

  it('skims pickles: lists, mappings, long strings and exceptions', async () => {
    const pickle = (...parts: string[]) => Uint8Array.from(parts.join(''), (letter) => letter.charCodeAt(0))
    const text = (value: string) => `\x8c${String.fromCharCode(value.length)}${value}`
    const head = (state: string, start: string) =>
      pickle('\x80\x04}(', text('status'), text(state), text('result'), start)
    const name = pickle(text('name'), text('a.b'), 'u.')
    const rows = await task(repeated(head('SUCCESS', ']'), pickle('}\x94(', text('id'), '\x94K\x07ua'), 50_000, name))
    expect(rows).toMatchObject({ state: 'SUCCESS', name: 'a.b', truncated: [{ field: 'result' }] })
    expect(previewResult(rows.result)).toMatch(/^\[\{"id": 7\}, \{"id": 7\}/)
    const raised = head('FAILURE', `${text('builtins')}${text('ValueError')}\x93X\x40\x42\x0f\x00`)
    const failed = await task(
      repeated(raised, pickle('xxxxxxxxxx'), 100_000, pickle('\x85R', text('name'), text('a.b'), 'u.')),
    )
    expect(failed).toMatchObject({ state: 'FAILURE', name: 'a.b', exception: { type: 'ValueError' } })
    expect(failed.exception?.message).toBe(`${'x'.repeat(2_000)}…`)
    expect(failed.truncated?.map(({ field }) => field)).toEqual(['result', 'exception'])
  })

  it('skims msgpack', async () => {
    const head = Uint8Array.from([
      0x83,
      0xa6,
      ...bytes('status'),
      0xa7,
      ...bytes('SUCCESS'),
      0xa6,
      ...bytes('result'),
      0xdd,
      0,
      1,
      0,
      0,
    ])
    const tail = Uint8Array.from([0xa4, ...bytes('name'), 0xa3, ...bytes('a.b')])
    const found = await task(repeated(head, Uint8Array.from([0x93, 1, 2, 3]), 65_536, tail))
    expect(found).toMatchObject({ state: 'SUCCESS', name: 'a.b', truncated: [{ field: 'result' }] })
    expect(previewResult(found.result)).toMatch(/^\[\[1, 2, 3\], \[1, 2, 3\]/)
  })

  it('gives up at the hard limit, and cancels the body', async () => {
    let cancelled = false
    async function* endless() {
      try {
        yield bytes('{"status": "SUCCESS", "result": ["')
        for (;;) yield bytes('x'.repeat(10_000))
      } finally {
        cancelled = true
      }
    }
    const outcome = await decodeTaskStream(endless(), { capBytes: 1_000, hardLimitBytes: 100_000 })
    expect(outcome).toMatchObject({ kind: 'problem', code: 'too_large', serializer: 'json' })
    expect(cancelled).toBe(true)
    expect(await decodeGroupStream(endless(), { hardLimitBytes: 100_000 })).toMatchObject({ code: 'too_large' })
  })

  it('cancels a body that is broken or foreign', async () => {
    for (const start of ['{"status": !', '<html>']) {
      let cancelled = false
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(bytes(start)),
        pull: (controller) => controller.enqueue(bytes('x'.repeat(5_000))),
        cancel: () => {
          cancelled = true
        },
      })
      expect(await decodeTaskStream(body, { capBytes: 1_000 })).toMatchObject({ kind: 'problem' })
      expect(cancelled).toBe(true)
    }
  })

  it("rejects with the body's own error where that breaks off", async () => {
    async function* broken() {
      yield bytes('{"status": "SUCCESS", "result": ["')
      throw new Error('connection reset')
    }
    await expect(decodeTaskStream(broken())).rejects.toThrow('connection reset')
    await expect(decodeTaskStream(broken(), { capBytes: 0 })).rejects.toThrow('connection reset')
  })

  it('says of JSON in any pieces what is said of it whole', async () => {
    const nearly = fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0eE.-+1a tfnNI\n\u0001é🎉'), maxLength: 30 })
    const document = fc.oneof(
      fc.json(),
      nearly,
      fc.json().map((json) => json.slice(0, -1)),
    )
    await fc.assert(
      fc.asyncProperty(document, document, fc.integer({ min: 1, max: 20 }), async (result, extra, size) => {
        const all = bytes(`{"name": "${' '.repeat(70)}", "status": "SUCCESS", "result": ${result}, "x": ${extra}}`)
        const whole = decodeTaskDocument(all)
        const streamed = await decodeTaskStream(pieces(all, size), { capBytes: 0, valueBytes: 100_000 })
        if (whole.kind === 'problem') expect(streamed).toMatchObject({ kind: 'problem', code: whole.code })
        else expect(streamed).toEqual(whole)
      }),
      { numRuns: 1500 },
    )
  })

  it('says of pickles in any pieces what is said of them whole', async () => {
    const { value } = fc.letrec<{ value: Picklable }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true),
        fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
        fc.string(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
      ),
    }))
    await fc.assert(
      fc.asyncProperty(value, fc.integer({ min: 1, max: 20 }), async (result, size) => {
        const all = pickled({ name: ' '.repeat(70), status: 'SUCCESS', result, args: [result] }, 4)
        expect(await decodeTaskStream(pieces(all, size), { capBytes: 0, valueBytes: 100_000 })).toEqual(
          decodeTaskDocument(all),
        )
      }),
    )
  })
})

describe('decodeGroupStream', () => {
  it('reads the members', async () => {
    const body = pieces(bytes('{"result": [["g", null], [[["a", null], null]]]}'), 3)
    expect(await decodeGroupStream(body)).toMatchObject({ kind: 'group', members: [{ taskId: 'a' }] })
  })
})
