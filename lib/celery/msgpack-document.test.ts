import { encode } from '@msgpack/msgpack'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MsgpackReader, readMsgpack } from './msgpack-document'
import { writePythonJson } from './write-python-json'

function text(bytes: Uint8Array): string {
  const outcome = readMsgpack(bytes)
  return outcome.kind === 'parsed' ? writePythonJson(outcome.value) : `${outcome.code}: ${outcome.message}`
}

const bytes = (...all: (number | string)[]) =>
  Uint8Array.from(all.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])))

describe('readMsgpack', () => {
  it.each([
    [bytes(0xc0), 'null'],
    [bytes(0xc2), 'false'],
    [bytes(0xc3), 'true'],
    [bytes(0x7f), '127'],
    [bytes(0xe0), '-32'],
    [bytes(0xcc, 255), '255'],
    [bytes(0xcd, 1, 0), '256'],
    [bytes(0xce, 255, 255, 255, 255), '4294967295'],
    [bytes(0xcf, 255, 255, 255, 255, 255, 255, 255, 255), '18446744073709551615'],
    [bytes(0xd0, 0x80), '-128'],
    [bytes(0xd1, 0x80, 0), '-32768'],
    [bytes(0xd2, 0x80, 0, 0, 0), '-2147483648'],
    [bytes(0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0), '-9223372036854775808'],
    [bytes(0xca, 0x40, 0, 0, 0), '2.0'],
    [bytes(0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0), 'NaN'],
    [bytes(0xa3, 'abc'), '"abc"'],
    [bytes(0xd9, 5, 'café'), '"café"'],
    [bytes(0xda, 0, 1, 'x'), '"x"'],
    [bytes(0xdb, 0, 0, 0, 1, 'x'), '"x"'],
    [bytes(0xa1, 0xff), '{"__type__": "base64", "__value__": "/w=="}'],
    [bytes(0xc4, 2, 'ab'), '{"__type__": "bytes", "__value__": "ab"}'],
    [bytes(0xc5, 0, 1, 0xff), '{"__type__": "base64", "__value__": "/w=="}'],
    [bytes(0xc6, 0, 0, 0, 0), '{"__type__": "bytes", "__value__": ""}'],
    [bytes(0x92, 1, 0x91, 2), '[1, [2]]'],
    [bytes(0xdc, 0, 1, 5), '[5]'],
    [bytes(0xdd, 0, 0, 0, 0), '[]'],
    [bytes(0x81, 0xa1, 'a', 0x80), '{"a": {}}'],
    [bytes(0xde, 0, 1, 0xa1, 'a', 1), '{"a": 1}'],
    [bytes(0x81, 1, 2), '{"__type__": "dict", "__value__": [[1, 2]]}'],
    [
      bytes(0xd4, 5, 0x61),
      '{"__type__": "extension", "__value__": {"type": 5, "data": {"__type__": "bytes", "__value__": "a"}}}',
    ],
  ])('reads %j as %s', (all, json) => expect(text(all)).toBe(json))

  it.each([
    [bytes(), 'truncated: it ends before the document does'],
    [bytes(0x92, 1), 'truncated: it ends before the document does'],
    [bytes(0xdb, 255, 255, 255, 255, 'x'), 'truncated: it ends before the document does'],
    [bytes(0xc1), 'bad_msgpack: it holds the byte 0xc1, which means nothing (before byte 1)'],
    [bytes(1, 2), 'bad_msgpack: it goes on after its end (before byte 2)'],
    [
      Uint8Array.from({ length: 100_000 }, () => 0x91),
      'too_deep: it is nested deeper than 5000 levels (before byte 5001)',
    ],
    [
      bytes(0xdd, 0, 0x1e, 0x84, 0x80, '\u0000'.repeat(1_000_000)),
      'too_large: it holds more than 300000 values, of which no more are held (before byte 300005)',
    ],
  ])('says what is wrong with %#', (all, message) => expect(text(all)).toBe(message))

  it('reads what another library writes', () => {
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, false, 0.5, -1e300),
        fc.integer(),
        fc.string(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(value, (any) => {
        // Numbers are compared as numbers: msgpack keeps integers and floats apart, JSON.parse does not.
        expect(JSON.parse(text(encode(any)))).toEqual(JSON.parse(JSON.stringify(any)))
      }),
    )
  })

  it('never throws, in one piece or many', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (all, size) => {
        const reader = new MsgpackReader(null)
        for (let at = 0; at < all.length; at += size) reader.feed(all.subarray(at, at + size))
        expect(reader.finish().kind).toBe(readMsgpack(all).kind)
      }),
      { numRuns: 3000 },
    )
  })
})
