/**
 * How well a label fits what was typed; the smaller the better, null where it does not. Every word typed must stand in it;
 * at its beginning is better than at the beginning of a word, and that is better than inside one.
 */
export function rank(typed: string, label: string): number | null {
  const text = label.toLowerCase().trim()
  const whole = typed.toLowerCase().trim()
  if (text === whole) return 0
  let score = 1
  for (const word of whole.split(/\s+/)) {
    const at = text.indexOf(word)
    if (at === -1) return null
    score += at === 0 ? 0 : isWordStart(text, word) ? 1 : 2
  }
  return score
}

function isWordStart(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (/[^\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')) return true
  }
  return false
}
