import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PickleReader, readPickle } from './pickle'
import { type Picklable, pickled } from './pickle.testing'
import { fromBase64 } from './text-bytes'
import { writePythonJson } from './write-python-json'

function text(bytes: Uint8Array): string {
  const outcome = readPickle(bytes)
  return outcome.kind === 'parsed' ? writePythonJson(outcome.value) : `${outcome.code}: ${outcome.message}`
}

/** Bytes written as Latin-1 text, so that instructions stay readable. */
const ops = (...parts: string[]) => Uint8Array.from(parts.join(''), (letter) => letter.charCodeAt(0))

const typed = (type: string, value: string) => `{"__type__": "${type}", "__value__": ${value}}`
const object = (name: string, args: string, more = '') => {
  const module = name.slice(0, name.indexOf('.'))
  return typed('object', `{"class": "${name}", "module": "${module}", "args": ${args}${more}}`)
}
const exception = (name: string, args: string, more = '') => object(`builtins.${name}`, args, more)

/** What Python's own pickles say, in every protocol. A function where protocols differ in what they keep. */
const expected: Record<string, string | ((protocol: number) => string)> = {
  scalars:
    '[null, true, false, 0, 1, 255, 256, 65535, 65536, -1, -2147483648, 2147483648, 1180591620717411303424, ' +
    '-1180591620717411303424, 9223372036854775808, 1.5, -0.0, 1e+100, 1e+16, 5e-324, Infinity, -Infinity, NaN]',
  text: `["", "a", "é", "日本", "🎉", "\\ud800", "\\u0000", "a\\nb\\\\u0041", "it's \\"quoted\\"", "\\u2028", "${'x'.repeat(300)}"]`,
  bytes: `[${[typed('bytes', '""'), typed('bytes', '"abc"'), typed('bytes', '"café"'), typed('base64', '"AH+A/w=="'), typed('bytes', '"xy"'), typed('base64', '"/w=="')].join(', ')}]`,
  containers: `[[], [], {}, ${typed('set', '[]')}, ${typed('frozenset', '[]')}, [1, [2], [3, 4], [5, 6, 7], [1, 2, 3, 4]], {"a": {"b": []}}, ${typed('dict', '[[1, "x"], [[1, 2], "y"], [null, 0]]')}, ${typed('set', '[1]')}, ${typed('frozenset', '["a"]')}]`,
  'long list': `[${Array.from({ length: 1500 }, (_, i) => i).join(', ')}]`,
  cycles: `[[1, ${typed('reference', '"$[0]"')}], {"self": ${typed('reference', '"$[1]"')}}, ${object('shop.Order', '[]', `, "state": {"number": "A", "lines": [{"sku": 1}], "me": ${typed('reference', '"$[2]"')}}`)}]`,
  shared: '[["s"], ["s"], {"again": ["s"]}]',
  dates: `[${[
    typed('datetime', '"2024-05-17T13:45:30.123456"'),
    typed('datetime', '"0001-01-01T00:00:00"'),
    typed('datetime', '"2024-10-27T02:30:00"'),
    typed('datetime', '"2024-05-17T13:45:30+00:00"'),
    typed('datetime', '"2024-05-17T13:45:30-05:30"'),
    typed('datetime', '"2024-05-17T00:00:00+01:01:01"'),
    typed('date', '"2024-05-17"'),
    typed('time', '"13:45:30.005000"'),
    typed('time', '"01:02:00+00:00"'),
    typed('timedelta', '{"days": -1, "seconds": 5, "microseconds": 3}'),
  ].join(', ')}]`,
  'zone by name': object(
    'datetime.datetime',
    `["2024-05-17T13:45:30", ${object('zoneinfo.ZoneInfo._unpickle', '["Europe/Athens", 1]')}]`,
  ),
  typed: `[${[
    typed('decimal', '"1.10"'),
    typed('decimal', '"NaN"'),
    typed('uuid', '{"hex": "7d9f1cf64d0f4f8a9a5c0f1e2d3c4b5a"}'),
    typed('uuid', '{"hex": "00000000000000000000000000000001"}'),
    typed('complex', '{"real": 1.0, "imag": -2.0}'),
    '{"z": 1, "a": 2}',
  ].join(', ')}]`,
  objects: `[${[
    object('fractions.Fraction', '[1, 3]'),
    object('collections.deque', '[[], 5]', ', "items": [1, 2]'),
    object('collections.defaultdict', `[${typed('class', '"builtins.list"')}]`, ', "mapping": {"a": [1]}'),
  ].join(', ')}]`,
  classes: `[${['shop.Order', 'shop.Outer.Inner', 'builtins.len'].map((name) => typed('class', `"${name}"`)).join(', ')}]`,
  enum: () => typed('class', '"shop.Color.RED"'),
  'tuple with names': (protocol) => object('shop.Money', protocol < 2 ? '[[1, "x"]]' : '[1, "x"]'),
  'list with attributes': (protocol) =>
    protocol < 2
      ? object('shop.Lines', '[[1, 2]]', ', "state": {"note": 3}')
      : object('shop.Lines', '[]', ', "state": {"note": 3}, "items": [1, 2]'),
  exceptions: (protocol) =>
    `[${[
      exception('ValueError', '["x"]'),
      exception('RuntimeError', '[]'),
      // Protocols for Python 2 use the name it had there.
      exception(protocol < 3 ? 'OSError' : 'FileNotFoundError', '[2, "No such", "f"]'),
      exception('UnicodeDecodeError', `["utf-8", ${typed('base64', '"/w=="')}, 0, 1, "bad"]`),
      object('shop.Outer.Inner', '["card"]'),
      object('shop.Failure', '["a", 2]', ', "state": {"code": "a"}'),
      exception('KeyError', '[["a", 1]]'),
      exception('ExceptionGroup', `["s", [${exception('ValueError', '[1]')}]]`),
    ].join(', ')}]`,
  'looks typed': `[${typed('dict', '[["__type__", "a"], ["__value__", 1]]')}, {"__type__": "a"}]`,
}

const file = path.resolve(import.meta.dirname, '../../e2e/recordings/pickles.json')
// Written by e2e/recordings/make/pickles.py.
const recorded = JSON.parse(readFileSync(file, 'utf8')) as { case: string; protocol: number; pickle: string }[]

describe('readPickle', () => {
  it.each(recorded)("reads Python's $case at protocol $protocol", ({ case: name, protocol, pickle }) => {
    const wanted = expected[name]
    expect(text(fromBase64(pickle) ?? ops())).toBe(typeof wanted === 'function' ? wanted(protocol) : wanted)
  })

  it('reads byte strings of Python 2 as UTF-8 or else Latin-1', () => {
    expect(text(ops('\x80\x02U\x05caf\xc3\xa9.'))).toBe('"café"')
    expect(text(ops('\x80\x02U\x04caf\xe9.'))).toBe('"café"')
    expect(text(ops("S'a\\n\\x41\\101\\'\\\\'\n."))).toBe('"a\\nAA\'\\\\"')
    expect(text(ops('T\x03\x00\x00\x00abc.'))).toBe('"abc"')
  })

  it("reads Python 2's numbers and old-style objects", () => {
    expect(text(ops('(lp0\nI01\naI00\naI-5\naL123456789012345678901234567890L\naF1.5\naFnan\na.'))).toBe(
      '[true, false, -5, 123456789012345678901234567890, 1.5, NaN]',
    )
    expect(text(ops("(ishop\nPoint\np0\n(dp1\nS'x'\nI1\nsb."))).toBe(object('shop.Point', '[]', ', "state": {"x": 1}'))
    expect(text(ops('(cshop\nPoint\nK\x01o.'))).toBe(object('shop.Point', '[1]'))
  })

  it('runs nothing: calls are described', () => {
    expect(text(ops("cos\nsystem\n(S'rm -rf /'\ntR."))).toBe(object('os.system', '["rm -rf /"]'))
    expect(text(ops("c__builtin__\neval\n(S'1'\ntR."))).toBe(exception('eval', '["1"]'))
    const twice = "c__builtin__\ngetattr\n(c__builtin__\n__import__\nS'x'\ntR(S'os'\ntR."
    expect(text(ops(twice))).toBe(exception('__import__.x', '["os"]'))
    expect(text(ops('\x80\x04K\x01K\x02R.'))).toBe(typed('object', '{"class": "object", "module": "", "args": [1, 2]}'))
    expect(text(ops("c_codecs\nencode\n(V\u00e9\nS'rot13'\ntR."))).toBe(object('_codecs.encode', '["é", "rot13"]'))
  })

  it('describes persistent ids, extensions and outside buffers', () => {
    expect(text(ops('Pabc\n.'))).toContain('"class": "persistent id"')
    expect(text(ops('K\x01Q.'))).toContain('"args": [1]')
    expect(text(ops('\x82\x07.'))).toContain('"class": "extension"')
    expect(text(ops('\x80\x05\x97\x98.'))).toContain('"omitted"')
  })

  it('ignores what stands behind the pickle, as Python does', () => {
    expect(text(ops('\x80\x02K\x01.junk'))).toBe('1')
  })

  it.each([
    ['\x80\x04', 'truncated: it ends before the pickle does'],
    ['\x80\x04X\xff\xff\x00\x00abc', 'truncated: it ends before the pickle does'],
    ['\x80\x04\x8d\xff\xff\xff\xff\xff\xff\xff\x7f.', 'truncated: it ends before the pickle does'],
    ['\x80\x09.', 'bad_pickle: it holds protocol 9, which is not known (before byte 2)'],
    ['\x80\x04.', 'bad_pickle: it holds an instruction that needs a value where there is none (before byte 3)'],
    ['\x80\x04\xff.', 'bad_pickle: it holds the unknown instruction 0xff (before byte 3)'],
    ['\x80\x04h\x05.', 'bad_pickle: it holds a reference to the value 5, which there is not (before byte 4)'],
    ['\x80\x04K\x01K\x02a.', 'bad_pickle: it holds members for something that is no list (before byte 7)'],
    ['\x80\x04K\x01K\x02K\x03s.', 'bad_pickle: it holds keys for something that is no mapping (before byte 9)'],
    ['\x80\x04}(K\x01u.', 'bad_pickle: it holds a key without a value (before byte 7)'],
    ['\x80\x04K\x01}b.', 'bad_pickle: it holds attributes for something that is no object (before byte 6)'],
    ['\x80\x04K\x01K\x02\x93.', 'bad_pickle: it holds a class without a name (before byte 7)'],
    ['\x80\x04t.', 'bad_pickle: it holds an instruction that needs a value where there is none (before byte 3)'],
    [
      '\x80\x04K\x01(\x85.',
      'bad_pickle: it holds an instruction that needs a value where there is none (before byte 6)',
    ],
    ['Ifive\n.', 'bad_pickle: it holds an integer without digits (before byte 6)'],
    ['Fone\n.', 'bad_pickle: it holds a number without digits (before byte 5)'],
    ['Sabc\n.', 'bad_pickle: it holds a string without quotes (before byte 5)'],
    ['gx\n.', 'bad_pickle: it holds a memo entry without a number (before byte 3)'],
  ])('says what is wrong with %j', (bytes, message) => expect(text(ops(bytes))).toBe(message))

  it('keeps a billion laughs short', () => {
    let bomb = '\x80\x02](K\x01K\x01K\x01K\x01eq\x00'
    for (let level = 0; level < 30; level++)
      bomb += `](${'h\x00'.replace('\x00', String.fromCharCode(level)).repeat(10)}eq${String.fromCharCode(level + 1)}`
    expect(text(ops(bomb, '.')).length).toBeLessThan(5_000_000)
    const doubled = `\x80\x02]${'2a2'.repeat(10)}.`
    expect(text(ops(doubled)).length).toBeLessThan(10_000)
    const long = `\x80\x02X\x00\x00\x01\x00${'x'.repeat(65536)}q\x00](${'h\x00'.repeat(10_000)}e.`
    expect(text(ops(long)).length).toBeLessThan(5_000_000)
    const keys = `\x80\x02X\x00\x00\x01\x00${'x'.repeat(65536)}q\x000](${'}h\x00K\x01s'.repeat(10_000)}e.`
    expect(text(ops(keys)).length).toBeLessThan(5_000_000)
  })

  it('reads 2,000 levels, and says so beyond its limit', () => {
    const deep = (levels: number) => ops('\x80\x02', ']'.repeat(levels), 'a'.repeat(levels - 1), '.')
    expect(text(deep(2000))).toBe('['.repeat(2000) + ']'.repeat(2000))
    expect(text(deep(6000))).toBe('too_deep: it is nested deeper than 5000 levels')
    expect(text(deep(200_000))).toMatch(/^too_deep/)
    const objects = `\x80\x02${'cshop\nA\n'.repeat(3000)})${'\x81\x85'.repeat(2999)}\x81.`
    expect(text(ops(objects))).toMatch(/^too_deep/)
  })

  it('takes a long integer without choking', () => {
    const length = 50_000
    const bytes = new Uint8Array([
      0x80,
      2,
      0x8b,
      length & 0xff,
      (length >> 8) & 0xff,
      length >> 16,
      0,
      ...Array(length).fill(1),
      0x2e,
    ])
    expect(text(bytes)).toMatch(/^\d{120000,}$/)
  })

  it('holds no more values than it can', () => {
    const tooLarge = /^too_large: it holds more than 300000 values/
    expect(text(ops('\x80\x02', '}'.repeat(1_000_000), '.'))).toMatch(tooLarge)
    const numbers = ops('\x80\x02](', 'K\x01'.repeat(290_000), 'e.')
    expect(text(numbers)).toHaveLength(3 * 290_000)
    // Objects of which each would show all members of one shared list.
    const shared = `](${'K\x01'.repeat(100_000)}eq\x000cbuiltins\nset\nq\x010](${'h\x01h\x00\x85R'.repeat(10_000)}e.`
    expect(text(ops('\x80\x02', shared))).toMatch(tooLarge)
    const nested = `](${'K\x01'.repeat(1_000)}eq\x000](${'h\x00'.repeat(90_000)}e.`
    expect(text(ops('\x80\x02', nested)).length).toBeLessThan(10_000_000)
  })

  it('repeats no long text in every object', () => {
    const long = `X\xa0\x86\x01\x00${'1'.repeat(100_000)}q\x000`
    const decimals = `cdecimal\nDecimal\nq\x010](${'h\x01h\x00\x85R'.repeat(20_000)}e.`
    expect(text(ops('\x80\x02', long, decimals)).length).toBeLessThan(10_000_000)
    const bytes = `c_codecs\nencode\nq\x010X\x06\x00\x00\x00latin1q\x020](${'h\x01h\x00h\x02\x86R'.repeat(20_000)}e.`
    expect(text(ops('\x80\x02', long, bytes)).length).toBeLessThan(10_000_000)
    const names = `](${'h\x00h\x00\x93'.repeat(1_000)}e.`
    expect(text(ops('\x80\x02', long, names)).length).toBeLessThan(2_000_000)
    const attributes = `cbuiltins\ngetattr\nq\x010ca\nb\nq\x020${'h\x01h\x02h\x00\x86Rq\x020'.repeat(10_000)}h\x02.`
    expect(text(ops('\x80\x02', long, attributes)).length).toBeLessThan(2_000)
  })

  it('reads calls of calls without recursion', () => {
    const calls = `ccopyreg\n__newobj__\nq\x00(${'h\x00'.repeat(50_000)}tR.`
    expect(text(ops('\x80\x02', calls))).toContain('copyreg.__newobj__')
  })

  it('reads long lines of digits in linear time', () => {
    const zeros = '0'.repeat(150_000)
    expect(text(ops('\x80\x02I-', zeros, '7\n.'))).toBe('-7')
    expect(text(ops('\x80\x02I-', zeros, '\n.'))).toBe('0')
    expect(text(ops('\x80\x02I', zeros, 'x\n.'))).toMatch(/^bad_pickle: it holds an integer without digits/)
    expect(text(ops('\x80\x02F', zeros, 'x\n.'))).toMatch(/^bad_pickle: it holds a number without digits/)
    expect(text(ops('\x80\x02L', '1'.repeat(300_000), 'L\n.'))).toContain('"an integer of 300000 digits"')
  })

  it('reads back whatever is written', () => {
    fc.assert(
      fc.property(picklable(), fc.integer({ min: 2, max: 4 }), (value, protocol) => {
        expect(text(pickled(value, protocol))).toBe(jsonOf(value))
      }),
    )
  })

  it('never throws, in one piece or many', () => {
    const likely = fc.constantFrom(
      ...[...'().012FIJKLMNPQRSTUVX]abcdeghijloprstu}\x80\x81\x85\x8c\x8f\x90\x93\x94\x95'].map((op) =>
        op.charCodeAt(0),
      ),
    )
    const bytes = fc.array(fc.oneof(likely, fc.nat(255)), { maxLength: 60 }).map((all) => Uint8Array.from(all))
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 9 }), (all, size) => {
        const reader = new PickleReader(null)
        for (let at = 0; at < all.length; at += size) reader.feed(all.subarray(at, at + size))
        const [whole, pieces] = [readPickle(all), reader.finish()]
        expect(pieces.kind).toBe(whole.kind)
        if (pieces.kind === 'parsed' && whole.kind === 'parsed')
          expect(writePythonJson(pieces.value)).toBe(writePythonJson(whole.value))
      }),
      { numRuns: 3000 },
    )
  })
})

function picklable(): fc.Arbitrary<Picklable> {
  const { value } = fc.letrec<{ value: Picklable }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, true, false),
      fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }),
      fc.string({ unit: 'binary' }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 4 }),
    ),
  }))
  return value
}

function jsonOf(value: Picklable): string {
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${jsonOf(key)}: ${jsonOf(member)}`)
    return `{${members.join(', ')}}`
  }
  return typeof value === 'string' ? writePythonJson({ kind: 'string', value, start: 0, end: 0 }) : String(value)
}
