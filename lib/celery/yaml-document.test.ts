import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writePythonJson } from './write-python-json'
import { readYaml } from './yaml-document'

function text(yaml: string): string {
  const outcome = readYaml(yaml)
  return outcome.kind === 'parsed' ? writePythonJson(outcome.value) : `${outcome.code}: ${outcome.message}`
}

const typed = (type: string, value: string) => `{"__type__": "${type}", "__value__": ${value}}`

describe('readYaml', () => {
  // As /usr/bin/python3's yaml.safe_load understands them.
  it.each([
    ['null', 'null'],
    ['~', 'null'],
    ['', 'null'],
    ['yes', 'true'],
    ['Off', 'false'],
    ['y', '"y"'],
    ['"yes"', '"yes"'],
    ["'null'", '"null"'],
    ['42', '42'],
    ['+42', '42'],
    ['-0', '0'],
    ['1_000', '1000'],
    ['017', '15'],
    ['08', '"08"'],
    ['0x1F', '31'],
    ['0b101', '5'],
    ['1:30', '90'],
    ['1:00:00:00:00:00:00:00:00:00:00', '"1:00:00:00:00:00:00:00:00:00:00"'],
    ['1180591620717411303424', '1180591620717411303424'],
    ['3.141592653589793', '3.141592653589793'],
    ['1.0', '1.0'],
    ['1.0e+20', '1e+20'],
    ['1e5', '"1e5"'],
    ['190:20:30.15', '685230.15'],
    ['.nan', 'NaN'],
    ['.inf', 'Infinity'],
    ['-.INF', '-Infinity'],
    ['2024-05-17', typed('date', '"2024-05-17"')],
    ['2024-05-17 13:45:30.123456', typed('datetime', '"2024-05-17T13:45:30.123456"')],
    ['2024-05-17 13:45:30', typed('datetime', '"2024-05-17T13:45:30"')],
    ['2024-05-17T13:45:30.5Z', typed('datetime', '"2024-05-17T13:45:30.500000+00:00"')],
    ['2024-05-17 13:45:30-05:30', typed('datetime', '"2024-05-17T13:45:30-05:30"')],
    ['"2024-05-17"', '"2024-05-17"'],
    ['!!binary |\n  AAEC\n  /w==', typed('base64', '"AAEC/w=="')],
    ['!!binary Y2Fmw6k=', typed('bytes', '"café"')],
    ['!!set {1: null, b: null}', typed('set', '[1, "b"]')],
    ['!!str 5', '"5"'],
    ['!!float 5', '5.0'],
    ['!!int "5"', '5'],
    ['!!timestamp "2024-05-17"', typed('date', '"2024-05-17"')],
    ['! 5', '5'],
    ['2024-5-1', '"2024-5-1"'],
    ['2024-05-17 1:02:03 +2', typed('datetime', '"2024-05-17T01:02:03+02:00"')],
    ['-.5', '"-.5"'],
    ['.5', '0.5'],
    ['0:0', '"0:0"'],
    ['{1: one, 2: two}', typed('dict', '[[1, "one"], [2, "two"]]')],
    ['"\\uD800 \\0 \\U0001F389"', '"\\ud800 \\u0000 🎉"'],
    ['!!python/tuple [1, 2]', typed('!!python/tuple', '[1, 2]')],
    ['!!python/object/apply:os.system [ls]', typed('!!python/object/apply:os.system', '["ls"]')],
    ['|\n  two\n  lines\n', '"two\\nlines\\n"'],
  ])('reads %j as %s', (yaml, json) => expect(text(`a: ${yaml}\n`)).toBe(`{"a": ${json}}`))

  it('follows aliases, and marks cycles', () => {
    expect(text('args: &id001\n- 1\nresult: *id001\n')).toBe('{"args": [1], "result": [1]}')
    expect(text('a: &x [1, *x]')).toBe(`{"a": [1, ${typed('reference', '"$.a"')}]}`)
    expect(text('a: &x 1\nb: &x 2\nc: *x')).toBe('{"a": 1, "b": 2, "c": 2}')
  })

  it('keeps a billion laughs short', () => {
    const levels = [...'bcdefghijklmnop'].map(
      (name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghijklmnop'[i]}`)}]`,
    )
    expect(text(`a: &a [lol, lol]\n${levels.join('\n')}`).length).toBeLessThan(5_000_000)
  })

  it('lets the last of two equal keys count', () => expect(text('a: 1\nb: 2\na: 3')).toBe('{"a": 3, "b": 2}'))

  it.each([
    ['a: *nobody', 'bad_yaml: it refers to the anchor "nobody", which there is not'],
    ['a: 1\n---\nb: 2', 'bad_yaml: it holds more than one document'],
    [`a: ${'['.repeat(500)}`, 'too_deep: it is nested deeper than 400 levels'],
    [`a: ${'['.repeat(200_000)}`, 'too_deep: it is nested deeper than 400 levels'],
    [`a:\n${'- '.repeat(3000)}x`, 'too_deep: it is nested deeper than 400 levels'],
  ])('says what is wrong with %.30j', (yaml, message) => expect(text(yaml)).toBe(message))

  it('gives up documents of too many parts, and broken ones at the first error', () => {
    expect(text(`- &a []\n- [${'*a,'.repeat(660_000)}]`)).toBe('too_large: it has more parts than are held')
    expect(text('- \n'.repeat(600_000))).toBe('too_large: it has more parts than are held')
    expect(text(`[${']'.repeat(1_000_000)}`)).toMatch(/^bad_yaml: unexpected flow-seq-end token/)
    expect(text(`%TAG !a! tag:${'x'.repeat(100_000)}\n---\n!a!b c`)).toMatch(/^too_large: it has a directive/)
  })

  it('refuses broken documents', () => {
    for (const yaml of ['a: [', 'a: "x', 'a: 1\n b: 2', 'a: b\nplain', '\tx: 1', 'a: @x'])
      expect(text(yaml)).toMatch(/^bad_yaml: /)
  })

  it('reads 300 levels', () => expect(text(`a: ${'['.repeat(300)}${']'.repeat(300)}`)).toMatch(/^\{"a": \[\[/))

  it('never throws', () => {
    const unit = fc.constantFrom(...'ab:-?[]{}&*!|>\'"%@#,\n  0123.T~<=', '\t', '\u0000', '\ud800')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (yaml) => void readYaml(yaml)),
      { numRuns: 2000 },
    )
  })
})
