/** One line of a hex dump: where it starts, its bytes as hex pairs, and the same bytes as text with dots for the rest. */
export type HexLine = { offset: string; hex: string[]; text: string }

/** Lays out lower-case hex (`DecodeProblem.firstBytes`) 16 bytes a line; a stray last digit is dropped. */
export function hexDump(hex: string, bytesPerLine = 16): HexLine[] {
  const bytes = hex.match(/[0-9a-f]{2}/gi) ?? []
  const lines: HexLine[] = []
  for (let at = 0; at < bytes.length; at += bytesPerLine) {
    const part = bytes.slice(at, at + bytesPerLine)
    lines.push({ offset: at.toString(16).padStart(4, '0'), hex: part, text: part.map(printable).join('') })
  }
  return lines
}

function printable(pair: string): string {
  const code = Number.parseInt(pair, 16)
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·'
}

/** The dump as plain text, for the clipboard. */
export function hexDumpText(lines: HexLine[], bytesPerLine = 16): string {
  const width = bytesPerLine * 3 - 1
  return lines.map((line) => `${line.offset}  ${line.hex.join(' ').padEnd(width)}  ${line.text}`).join('\n')
}
