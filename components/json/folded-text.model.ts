const portion = 50_000

/** How much is drawn before anybody asks for more. */
export type Fold = { characters: number; lines: number }
const inRows: Fold = { characters: 400, lines: 8 }

/** How much of a text is drawn after `portions` presses of "show more", how much stays hidden, and what the next brings. */
export function foldText(
  text: string,
  portions: number,
  fold: Fold = inRows,
): { shown: string; hidden: number; next: number } {
  const first = firstEnd(text, fold)
  const end = portions === 0 ? first : wholeCharacters(text, first + portions * portion)
  return { shown: text.slice(0, end), hidden: text.length - end, next: Math.min(portion, text.length - end) }
}

function firstEnd(text: string, fold: Fold): number {
  let end = text.length
  let line = -1
  for (let count = 0; count < fold.lines; count += 1) {
    line = text.indexOf('\n', line + 1)
    if (line < 0) break
    if (count === fold.lines - 1) end = line
  }
  // A little over the limit is shown whole: a fold that hides three words is a nuisance.
  if (end > fold.characters * 1.2) end = fold.characters
  return wholeCharacters(text, end)
}

// Not between the halves of a surrogate pair.
function wholeCharacters(text: string, end: number): number {
  if (end >= text.length) return text.length
  const code = text.charCodeAt(end - 1)
  return code >= 0xd800 && code <= 0xdbff ? end - 1 : end
}
