import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asTyped, floatText, type PyValue, pyNumber, pyObject, pyString } from './py-value'
import { parsePythonJson, parsePythonJsonStart, sliceOf } from './python-json'
import { writePythonJson } from './write-python-json'

function parsed(text: string): PyValue {
  const outcome = parsePythonJson(text)
  if (outcome.kind === 'problem') throw new Error(`${outcome.message} in ${text.slice(0, 80)}`)
  return outcome.value
}

function problem(text: string) {
  const outcome = parsePythonJson(text)
  if (outcome.kind === 'parsed') throw new Error(`parsed ${text.slice(0, 80)}`)
  return outcome
}

function stringIn(text: string): string {
  const value = parsed(text)
  if (value.kind !== 'string') throw new Error(value.kind)
  return value.value
}

describe('parsePythonJson', () => {
  it.each([
    'NaN',
    'Infinity',
    '-Infinity',
    '1180591620717411303424',
    '-0',
    '1.10',
    '1e5',
    '1E+400',
    `${'9'.repeat(6000)}`,
  ])('keeps the number %.30s as it is spelled', (text) =>
    expect(parsed(text)).toEqual({ kind: 'number', text, start: 0, end: text.length }),
  )

  it('reads lone surrogates, null characters and surrogate pairs', () => {
    expect(stringIn('"\\ud800x"')).toBe('\ud800x')
    expect(stringIn('"a\\u0000b"')).toBe('a\0b')
    expect(stringIn('"\\ud83c\\udf89"')).toBe('🎉')
    expect(stringIn('"\\"\\\\\\/\\b\\f\\n\\r\\t"')).toBe('"\\/\b\f\n\r\t')
  })

  it('lets the last of two equal keys count, and keeps the order', () => {
    expect(writePythonJson(parsed('{"b": 1, "a": 2, "b": 3}'))).toBe('{"b": 3, "a": 2}')
  })

  it('treats __proto__ and constructor as keys like any other', () => {
    const value = parsed('{"__proto__": {"polluted": 1}, "constructor": 2}')
    expect(value.kind === 'object' && [...value.entries.keys()]).toEqual(['__proto__', 'constructor'])
    expect('polluted' in {}).toBe(false)
  })

  it('reads the beginning of a text as far as it goes', () => {
    const start = (text: string) => {
      const value = parsePythonJsonStart(text)
      return value && writePythonJson(value)
    }
    const rest = '{"__type__": "omitted", "__value__": "the rest"}'
    expect(start('{"a": [1, 2')).toBe(`{"a": [1, ${rest}]}`)
    expect(start('{"a": {"b": "some te')).toBe(`{"a": {"b": "some te…", "…": ${rest}}}`)
    expect(start('{"a": 1, "b')).toBe(`{"a": 1, "…": ${rest}}`)
    expect(start('{"long ke')).toBe(`{"…": ${rest}}`)
    expect(start('[{"a": tr')).toBe(`[{"…": ${rest}}]`)
    expect(start('"abc')).toBe('"abc…"')
    expect(start('12')).toBeNull()
    expect(start('')).toBeNull()
    expect(start('[1]')).toBe('[1]')
  })

  it('knows where every value stands', () => {
    const text = ' {"a" : [ 1 , {"b": "\\u00e9"} ], "c":null } '
    const root = parsed(text)
    if (root.kind !== 'object') throw new Error()
    expect(sliceOf(text, root)).toBe(text.trim())
    const a = root.entries.get('a')
    if (a?.kind !== 'array') throw new Error()
    expect(sliceOf(text, a)).toBe('[ 1 , {"b": "\\u00e9"} ]')
    expect(a.items.map((item) => sliceOf(text, item))).toEqual(['1', '{"b": "\\u00e9"}'])
  })

  it('reads 4,000 levels, and says so beyond its limit', () => {
    const deep = (n: number) => `${'[{"k":'.repeat(n / 2)}1${'}]'.repeat(n / 2)}`
    expect(writePythonJson(parsed(deep(4000)))).toBe(deep(4000).replaceAll(':', ': '))
    expect(problem(deep(6000))).toMatchObject({ code: 'too_deep', message: 'it is nested deeper than 5000 levels' })
    expect(problem('['.repeat(1_000_000))).toMatchObject({ code: 'too_deep' })
  })

  it.each([
    ['', 'the text ends at position 0 where a value was expected'],
    ['{"a": 1', 'the text ends at position 7 where "," or "}" was expected'],
    ['{"a": [1, 2', 'the text ends at position 11 where "," or "]" was expected'],
    ['"abc', 'the text ends inside a string'],
    ['{a: 1}', '"a" stands at position 1 where a key in double quotes was expected'],
    ['{"a" 1}', '"1" stands at position 5 where ":" was expected'],
    ['[1,]', '"]" stands at position 3 where a value was expected'],
    ['{"a": 1,}', '"}" stands at position 8 where a key in double quotes was expected'],
    ['01', '"1" stands at position 1 where the end of the text was expected'],
    ['"a\nb"', '"\\n" stands at position 2 where a string without raw control characters was expected'],
    ['"\\x41"', '"\\\\" stands at position 1 where an escape that JSON knows was expected'],
    ['"\\u00g0"', '"\\\\" stands at position 1 where four hexadecimal digits after "\\u" was expected'],
    ['nul', '"n" stands at position 0 where a value was expected'],
    ['1 2', '"2" stands at position 2 where the end of the text was expected'],
    ['\ufeff{}', '"\ufeff" stands at position 0 where a value was expected'],
  ])('says what is wrong with %j', (text, message) => {
    const code = message.startsWith('the text ends') ? 'truncated' : 'bad_json'
    expect(problem(text)).toMatchObject({ code, message })
  })

  it('agrees with JSON.parse on everything JSON.parse accepts', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(JSON.parse(writePythonJson(parsed(text)))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('never throws, and refuses what JSON.parse refuses except for NaN and Infinity', () => {
    const alphabet = fc.constantFrom(...'{}[]",:\\ntrufalse0123-.eE+NaIiy \n\t\0\ud800é')
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 40 }), (text) => {
        const outcome = parsePythonJson(text)
        let accepted = true
        try {
          JSON.parse(text)
        } catch {
          accepted = false
        }
        if (accepted) expect(outcome.kind).toBe('parsed')
        else if (!/NaN|Infinity/.test(text)) expect(outcome.kind).toBe('problem')
      }),
      { numRuns: 3000 },
    )
  })
})

describe('writePythonJson', () => {
  it('writes one line as Python does, or indented', () => {
    const value = parsed('{"a":[1,2,[],{}],"b":{"c":null}}')
    expect(writePythonJson(value)).toBe('{"a": [1, 2, [], {}], "b": {"c": null}}')
    expect(writePythonJson(value, { indent: 2 })).toBe(
      '{\n  "a": [\n    1,\n    2,\n    [],\n    {}\n  ],\n  "b": {\n    "c": null\n  }\n}',
    )
  })

  it('escapes what would not survive, or everything outside ASCII', () => {
    const text = 'é🎉\u2028\ud800\0\u007f'
    expect(writePythonJson(pyString(text))).toBe('"é🎉\\u2028\\ud800\\u0000\\u007f"')
    expect(writePythonJson(pyString(text), { ascii: true })).toBe('"\\u00e9\\ud83c\\udf89\\u2028\\ud800\\u0000\\u007f"')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (any, ascii) => {
        expect(stringIn(writePythonJson(pyString(any), { ascii }))).toBe(any)
      }),
    )
  })

  it('writes any tree so that it reads back the same', () => {
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, false),
        fc.string({ unit: 'binary' }),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('tree'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 1, 4), (value, indent) => {
        const text = JSON.stringify(value)
        expect(JSON.parse(writePythonJson(parsed(text), { indent }))).toEqual(JSON.parse(text))
      }),
    )
  })
})

describe('values', () => {
  it('takes exactly two keys for a typed value', () => {
    expect(asTyped(parsed('{"__value__": 1, "__type__": "decimal"}'))).toMatchObject({ type: 'decimal' })
    expect(asTyped(parsed('{"__type__": "datetime", "not": 1}'))).toBeNull()
    expect(asTyped(parsed('{"__type__": 5, "__value__": 1}'))).toBeNull()
    expect(asTyped(parsed('{"__type__": "a", "__value__": 1, "c": 2}'))).toBeNull()
    expect(asTyped(pyObject([]))).toBeNull()
  })

  it.each([
    [1, '1.0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [Math.PI, '3.141592653589793'],
    [1e16, '1e+16'],
    [1.5e-7, '1.5e-07'],
    [0.0001, '0.0001'],
    [123456789012345.6, '123456789012345.6'],
    [1e300, '1e+300'],
    [5e-324, '5e-324'],
    [Number.NaN, 'NaN'],
    [-Infinity, '-Infinity'],
  ])('writes the double %d as Python does', (value, text) => {
    expect(floatText(value)).toBe(text)
    expect(pyNumber(value).text).toBe(text)
  })
})
