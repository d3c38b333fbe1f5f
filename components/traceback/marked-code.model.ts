/** A line of code in pieces: what Python's markers point at, and the rest. */
export type CodePiece = { text: string; mark: 'none' | 'near' | 'at' }

/** One or more lines of code of a frame. `marker` is drawn below where it could not be laid over the code. */
export type CodeLine = { pieces: CodePiece[]; marker: string | null }

/** Lays `~~^^` over the code above it: `at` for carets, `near` for tildes. Only over ASCII, where columns are characters. */
export function markedCode(code: readonly { text: string; isMarker: boolean }[]): CodeLine[] {
  const lines: CodeLine[] = []
  for (const { text, isMarker } of code) {
    const above = lines.at(-1)
    const plain = above?.pieces[0]
    if (!isMarker || !above || !plain || above.pieces.length !== 1) {
      lines.push({ pieces: [{ text, mark: 'none' }], marker: null })
    } else if (isAscii(plain.text)) above.pieces = pieces(plain.text, text)
    else above.marker = text
  }
  return lines
}

function pieces(code: string, marker: string): CodePiece[] {
  const found: CodePiece[] = []
  for (const match of marker.matchAll(/ +|~+|\^+/g)) {
    const text = code.slice(match.index, match.index + match[0].length)
    if (text !== '') found.push({ text, mark: markOf(match[0]) })
  }
  const rest = code.slice(marker.length)
  if (rest !== '') found.push({ text: rest, mark: 'none' })
  return found
}

function markOf(marker: string): CodePiece['mark'] {
  if (marker.startsWith('^')) return 'at'
  return marker.startsWith('~') ? 'near' : 'none'
}

// A tab would shift the columns: controls do not count as ASCII here.
function isAscii(text: string): boolean {
  return !/[^\u0020-\u007e]/.test(text)
}
