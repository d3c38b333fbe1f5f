import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine } from './csv'

/** Reads CSV as RFC 4180 defines it. */
function readCsv(text: string): string[][] {
  const lines: string[][] = []
  let cells: string[] = []
  let at = 0
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (text[at] === '"') at += 1
        cell += text[at]
      }
      at += 1
    } else for (; text[at] !== ',' && text[at] !== '\r'; at += 1) cell += text[at]
    cells.push(cell)
    if (text[at] === ',') at += 1
    else {
      expect(text.slice(at, at + 2)).toBe('\r\n')
      at += 2
      lines.push(cells)
      cells = []
    }
  }
  return lines
}

describe('A line of CSV', () => {
  it.each([
    [['a', 1.5, null, 'b c'], 'a,1.5,,b c\r\n'],
    [['say "hi"', 'a,b', 'two\nlines'], '"say ""hi""","a,b","two\nlines"\r\n'],
    [['=1+1', '+1', '-1', '@SUM(A1)', '\tx'], "'=1+1,'+1,'-1,'@SUM(A1),'\tx\r\n"],
    [[-1], '-1\r\n'],
  ])('of %j', (cells, line) => {
    expect(csvLine(cells)).toBe(line)
  })

  it('reads back as what was written, and holds no formula', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', ',', '\r\n', '=', '-', "'", ''))
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 5 }), (lines) => {
        const read = readCsv(lines.map(csvLine).join(''))
        expect(read.map((cells) => cells.map((text) => text.replace(/^'(?=[=+\-@\t\r])/, '')))).toEqual(
          lines.map((cells) => cells.map((text) => text.replace(/^'(?=[=+\-@\t\r])/, ''))),
        )
        for (const text of read.flat()) expect(text).not.toMatch(/^[=+\-@\t\r]/)
      }),
    )
  })
})
