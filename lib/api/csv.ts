/**
 * One line of CSV as RFC 4180 has it, CRLF at its end. Texts that a spreadsheet would take for a formula get an
 * apostrophe in front: results are somebody else's text, and must not run where they are opened.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
