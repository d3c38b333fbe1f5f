import type { PyValue } from './py-value'

export type WriteOptions = {
  /** Spaces a level; 0 writes one line with Python's `, ` and `: `. */
  indent?: number
  /** Writes everything outside ASCII as `\uXXXX`, as Python does. Otherwise only what could not stand as it is. */
  ascii?: boolean
}

/**
 * A value as JSON text in Python's dialect, every number in its own spelling. Lone surrogates, control characters and
 * U+2028/2029 are escaped, so that the text survives UTF-8 and any transport. Does not recurse.
 */
export function writePythonJson(value: PyValue, { indent = 0, ascii = false }: WriteOptions = {}): string {
  const out: string[] = []
  const levels: Level[] = []
  const newline = (depth: number) => (indent === 0 ? '' : `\n${' '.repeat(indent * depth)}`)
  const comma = indent === 0 ? ', ' : ','
  let next: PyValue | undefined = value
  for (;;) {
    if (next) {
      const level = levelOf(next)
      if (level) {
        out.push(level.opens)
        levels.push(level)
      } else out.push(scalarText(next, ascii))
    }
    const level = levels.at(-1)
    if (!level) return out.join('')
    const step = level.members.next()
    if (step.done) {
      levels.pop()
      out.push(level.count === 0 ? level.closes : `${newline(levels.length)}${level.closes}`)
      next = undefined
      continue
    }
    const [key, member] = step.value
    out.push(level.count++ === 0 ? '' : comma, newline(levels.length))
    if (key !== null) out.push(quote(key, ascii), ': ')
    next = member
  }
}

type Level = { opens: string; closes: string; count: number; members: Iterator<readonly [string | null, PyValue]> }

function levelOf(value: PyValue): Level | null {
  if (value.kind === 'array') return { opens: '[', closes: ']', count: 0, members: unnamed(value.items) }
  if (value.kind === 'object') return { opens: '{', closes: '}', count: 0, members: value.entries.entries() }
  return null
}

function* unnamed(items: PyValue[]): Generator<readonly [null, PyValue]> {
  for (const item of items) yield [null, item]
}

function scalarText(value: PyValue, ascii: boolean): string {
  if (value.kind === 'string') return quote(value.value, ascii)
  if (value.kind === 'number') return value.text
  return value.kind === 'bool' ? String(value.value) : 'null'
}

// JSON.stringify escapes quotes, control characters and lone surrogates; the rest is asked for here.
function quote(text: string, ascii: boolean): string {
  const quoted = JSON.stringify(text)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range is meant, from its first character.
  return quoted.replace(ascii ? /[^\u0000-\u007e]/g : /[\u007f-\u009f\u2028\u2029]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
