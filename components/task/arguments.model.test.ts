import { describe, expect, it } from 'vitest'
import { argumentsFault, editableText, parseCountdown } from './arguments.model'

describe('typed arguments', () => {
  it.each([
    ['[]', 'array'],
    ['[1, NaN, 1180591620717411303424, {"__type__": "decimal", "__value__": "9.99"}]', 'array'],
    ['{"a": [1], "ключ": null}', 'object'],
  ] as const)('accepts %s', (text, kind) => expect(argumentsFault(text, kind)).toBeNull())

  it('points at the place of the mistake', () => {
    expect(argumentsFault('[\n  1,\n  two\n]', 'array')).toEqual({
      message: '"t" stands where a value was expected',
      line: 3,
      column: 3,
      position: 9,
    })
  })

  it.each([
    ['[1, 2', 'array', 6],
    ["['single']", 'array', 2],
    ['[1,]', 'array', 4],
    ['{"a": undefined}', 'object', 7],
  ] as const)('finds what Python would refuse in %s', (text, kind, column) => {
    expect(argumentsFault(text, kind)).toMatchObject({ line: 1, column })
  })

  it('says which shape is wanted', () => {
    expect(argumentsFault('{"a": 1}', 'array')?.message).toMatch(/^Positional arguments are a list/)
    expect(argumentsFault(' [1]', 'object')).toMatchObject({ column: 2 })
    expect(argumentsFault('', 'array')).toMatchObject({ line: 1, column: 1 })
  })
})

describe('text to edit', () => {
  it('stays as stored while it fits a line', () => expect(editableText('[1,2]')).toBe('[1,2]'))
  it('is indented when it does not, every digit kept', () => {
    const text = editableText(`[1180591620717411303424,1.10,"${'x'.repeat(80)}"]`)
    expect(text.split('\n').slice(0, 3)).toEqual(['[', '  1180591620717411303424,', '  1.10,'])
  })
})

describe('countdown', () => {
  it.each([
    ['', { ok: true, seconds: null }],
    [' 30 ', { ok: true, seconds: 30 }],
    ['0', { ok: true, seconds: null }],
    ['1.5', { ok: true, seconds: 1.5 }],
  ])('reads "%s"', (text, expected) => expect(parseCountdown(text)).toEqual(expected))
  it.each(['-1', 'soon', '43201', 'Infinity'])('refuses "%s"', (text) => expect(parseCountdown(text).ok).toBe(false))
})
