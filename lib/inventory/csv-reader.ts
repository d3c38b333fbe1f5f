/** A text that is no CSV, or one with a row longer than anything sensible. */
export class BadCsvError extends Error {
  override readonly name = 'BadCsvError'
}

/** Takes text in pieces cut anywhere and gives the rows that are whole by then; a row is a list of fields. */
export type CsvReader = { push(text: string): string[][]; end(): string[][] }

/**
 * Reads CSV after RFC 4180: fields may be quoted, and then hold commas, line ends and doubled quotes. Lines end with LF, CRLF
 * or CR; empty ones are left out. Holds one unfinished row of at most `longestRow` characters.
 */
export function createCsvReader(longestRow = 65_536): CsvReader {
  let rest = ''

  function read(isLast: boolean): string[][] {
    const rows: string[][] = []
    let at = 0
    for (let row = rowAt(rest, at, isLast); row !== null; row = rowAt(rest, at, isLast)) {
      if (row.fields.length > 1 || row.fields[0] !== '') rows.push(row.fields)
      at = row.next
    }
    rest = rest.slice(at)
    if (rest.length > longestRow) throw new BadCsvError(`A row is longer than ${longestRow} characters.`)
    return rows
  }

  return {
    push(text) {
      rest += text
      return read(false)
    },
    end: () => read(true),
  }
}

const fieldEnd = /[,\r\n]/g

/** The row that begins at `start`, or null where it is not whole yet, or nothing is left. */
function rowAt(text: string, start: number, isLast: boolean): { fields: string[]; next: number } | null {
  if (start >= text.length) return null
  const fields: string[] = []
  for (let at = start; ; at += 1) {
    if (text[at] === '"') {
      let close = text.indexOf('"', at + 1)
      while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
      if (close === -1 && isLast) throw new BadCsvError('The text ends inside quotes.')
      // A quote that ends the text so far may be the first of a doubled one.
      if (close === -1 || (close + 1 === text.length && !isLast)) return null
      const quoted = text.slice(at + 1, close)
      fields.push(quoted.includes('"') ? quoted.replaceAll('""', '"') : quoted)
      at = close + 1
    } else {
      fieldEnd.lastIndex = at
      const end = fieldEnd.exec(text)?.index ?? text.length
      fields.push(text.slice(at, end))
      at = end
    }
    const separator = text[at]
    if (separator === ',') continue
    if (separator === '\n') return { fields, next: at + 1 }
    if (separator === '\r') {
      if (at + 1 === text.length && !isLast) return null
      return { fields, next: text[at + 1] === '\n' ? at + 2 : at + 1 }
    }
    if (separator !== undefined) throw new BadCsvError('Text follows a closing quote.')
    return isLast ? { fields, next: at } : null
  }
}
