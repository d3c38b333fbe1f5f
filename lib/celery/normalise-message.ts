const longest = 300
/** Of a longer message the beginning decides. */
const read = 2_000

/**
 * What is folded, in this order: a quoted text may hold any of the others. Each pattern matches in linear time.
 */
const folds: [RegExp, string][] = [
  [/(?<!\w)(["'`])(?:(?!\1)[^\\\n]|\\.){0,400}\1(?!\w)/g, '<quoted>'],
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s<>"']+/gi, '<url>'],
  [/\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+/g, '<email>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?/g, '<time>'],
  [/\b0x[0-9a-f]+\b/gi, '<hex>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g, '<address>'],
  [/(?<![\w<])(?:[A-Za-z]:)?(?:[\\/][\w.@~+-]+){2,}[\\/]?/g, '<path>'],
  // Long words with a digit in them: keys, hashes, ids of all kinds.
  [/\b(?=[\w-]{0,80}\d)[\w-]{16,}\b/g, '<id>'],
  [/\b(?=[a-f]{0,20}\d)(?=\d{0,20}[a-f])[0-9a-f]{7,}\b/gi, '<hex>'],
  [/[-+]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?/gi, '<number>'],
  // Collections of any length are alike.
  [/(<\w+>)(?:,? \1)+/g, '$1, …'],
  [/\{[^{}]*\}/g, '{…}'],
  [/\{[^{}]*\}/g, '{…}'],
]

const quotedName = /^['"`][A-Za-z_.]{1,80}['"`]$/

/**
 * A message with everything folded that differs from one occurrence to the next: quoted values, ids, numbers, hex, paths,
 * addresses, times. On one line, at most 300 characters. Folding it again changes nothing. `keepNames`: quoted names of
 * Python (`'NoneType'`) stay.
 */
export function normaliseMessage(message: string, { keepNames = false }: { keepNames?: boolean } = {}): string {
  let text = message.slice(0, read)
  for (const [pattern, fold] of folds) {
    const keeps = keepNames && fold === '<quoted>'
    text = keeps
      ? text.replace(pattern, (quoted) => (quotedName.test(quoted) ? quoted : fold))
      : text.replace(pattern, fold)
  }
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
