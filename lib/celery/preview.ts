import type { PyValue } from './py-value'
import { parsePythonJson, parsePythonJsonStart } from './python-json'
import type { JsonText } from './result'
import { briefText, cutText, pairs } from './value-text'

const valueLength = 200
const messageLength = 500
/** A preview of 200 characters is made from this much text, so that its cost does not grow with the value. */
const window = 4_000

/**
 * Arguments as one line of at most 200 characters: `("kim@example.com", 3, urgent=true)`. null where neither is known.
 * Takes the JSON text of both; whatever a stamp may have put there instead is shown as it is.
 */
export function previewArguments(args: JsonText | null, kwargs: JsonText | null): string | null {
  const [positional, named] = [args, kwargs].map((text) => (text === null ? null : valueStart(text)))
  if (!positional && !named) return null
  const parts: (PyValue | string)[] = ['(']
  if (positional?.kind === 'array') parts.push(...separated(positional.items))
  else if (positional) parts.push(positional)
  if (named?.kind === 'object' && named.entries.size > 0) {
    parts.push(parts.length > 1 ? ', ' : '', ...pairs(named.entries, '=', valueLength))
  } else if (named && named.kind !== 'object') parts.push(', **', named)
  return visibleText(cutText(lineOf([...parts, ')']), valueLength))
}

/** A value as one line of at most 200 characters. */
export function previewResult(result: JsonText): string | null {
  const value = valueStart(result)
  return value && visibleText(briefText(value, valueLength))
}

/** The first 500 characters of an exception's message on one line. */
export function previewMessage(message: string): string {
  return cutText(visibleText(message.slice(0, messageLength + 1)), messageLength)
}

/**
 * Text that cannot do anything where it is shown or stored: line breaks become spaces, other control characters their
 * pictures (U+0000 "␀", escape "␛"), and what turns the reading direction or is half a character becomes U+FFFD.
 */
export function visibleText(text: string): string {
  return text
    .replace(/[\t\n\r\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/gu, (unit) => {
      const code = unit.charCodeAt(0)
      if (code < 0x20) return String.fromCharCode(0x2400 + code)
      return code === 0x7f ? '\u2421' : '\ufffd'
    })
}

function valueStart(text: JsonText): PyValue | null {
  if (text.length > window) return parsePythonJsonStart(text.slice(0, window))
  const outcome = parsePythonJson(text)
  return outcome.kind === 'parsed' ? outcome.value : parsePythonJsonStart(text)
}

function separated(items: PyValue[]): (PyValue | string)[] {
  return items.flatMap((item, i) => (i === 0 ? [item] : [', ', item]))
}

function lineOf(parts: (PyValue | string)[]): string {
  let line = ''
  for (const part of parts) {
    line += typeof part === 'string' ? part : briefText(part, valueLength)
    if (line.length > valueLength) break
  }
  return line
}
