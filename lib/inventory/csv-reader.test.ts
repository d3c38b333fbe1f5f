import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadCsvError, createCsvReader } from './csv-reader'

/** The rows of a text that comes in these pieces. */
function rowsOf(pieces: string[], longestRow?: number): string[][] {
  const reader = createCsvReader(longestRow)
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]
}

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`
const isBare = (field: string) => !/[",\r\n]/.test(field)

describe('CSV', () => {
  it.each([
    [
      '"shop","a","1"\n"shop","b","2"\n',
      [
        ['shop', 'a', '1'],
        ['shop', 'b', '2'],
      ],
    ],
    [
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a ""b"", c","line\nend",\n', [['a "b", c', 'line\nend', '']]],
    [',\n', [['', '']]],
    ['\n\r\n\n', []],
    ['', []],
    ['one', [['one']]],
    ['a"b,c\n', [['a"b', 'c']]],
  ])('%j', (text, rows) => {
    expect(rowsOf([text])).toEqual(rows)
    expect(rowsOf([...text])).toEqual(rows)
  })

  it('comes to the same however it is cut, quoted and ended', () => {
    const field = fc.oneof(fc.string(), fc.stringMatching(/^[",\r\n a]{0,8}$/), fc.webUrl())
    const row = fc.array(fc.tuple(field, fc.boolean()), { minLength: 2, maxLength: 6 })
    const lineEnd = fc.constantFrom('\n', '\r\n', '\r')
    fc.assert(
      fc.property(fc.array(fc.tuple(row, lineEnd)), fc.boolean(), fc.array(fc.nat(20)), (lines, ended, lengths) => {
        const text = lines
          .map(([fields, end], at) => {
            const written = fields.map(([value, bare]) => (bare && isBare(value) ? value : quoted(value)))
            return written.join(',') + (ended || at < lines.length - 1 ? end : '')
          })
          .join('')
        const pieces: string[] = []
        let at = 0
        for (const length of lengths) {
          pieces.push(text.slice(at, at + length))
          at += length
        }
        pieces.push(text.slice(at))
        expect(rowsOf(pieces)).toEqual(lines.map(([fields]) => fields.map(([value]) => value)))
      }),
    )
  })

  it.each([
    ['"never closed,a\n', 'inside quotes'],
    ['"a"b,c\n', 'follows a closing quote'],
    [`a,${'x'.repeat(101)}`, 'longer than 100'],
    [`"${'x,'.repeat(101)}`, 'longer than 100'],
  ])('is refused with its reason: %#', (text, reason) => {
    expect(() => rowsOf([text], 100)).toThrow(BadCsvError)
    expect(() => rowsOf([text], 100)).toThrow(reason)
  })

  it('never throws anything else, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[",\r\na]{0,9}$/)), (pieces) => {
        try {
          rowsOf(pieces)
        } catch (error) {
          expect(error).toBeInstanceOf(BadCsvError)
        }
      }),
    )
  })
})
