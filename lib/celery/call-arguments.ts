import type { PyValue } from './py-value'
import { parsePythonJson } from './python-json'

/**
 * Deeper arguments are dangerous: the worker hands them to its process pool by pickle, which takes two levels of Python's
 * limit of 1,000 for each of theirs, and a RecursionError there ends the whole worker (seen with Celery 5.2.6 at 481).
 */
export const maxArgumentDepth = 300

/** From Python 3.11 on, int() refuses longer ones, and the worker drops the message without a result. */
export const maxIntegerDigits = 4300

export type ArgumentsCheck = { ok: true; value: PyValue; count: number } | { ok: false; message: string }

/**
 * Whether a text is what a worker can take as positional (`args`) or keyword arguments (`kwargs`): a JSON list or object
 * in Python's dialect. The text itself is what will be sent; it is never rewritten.
 */
export function checkArguments(kind: 'args' | 'kwargs', text: string): ArgumentsCheck {
  const what = kind === 'args' ? 'The arguments' : 'The keyword arguments'
  if (/\p{Surrogate}/u.test(text)) {
    return { ok: false, message: `${what} contain half a surrogate pair. Write it as an escape, such as \\ud83d.` }
  }
  const parsed = parsePythonJson(text, maxArgumentDepth)
  if (parsed.kind === 'problem') {
    const why = parsed.code === 'too_deep' ? `they are ${parsed.message}, too deep for a worker` : parsed.message
    return { ok: false, message: `${what} are no JSON: ${why}.` }
  }
  const { value } = parsed
  if (kind === 'args' && value.kind !== 'array') {
    return { ok: false, message: `${what} must be a JSON list, such as [1, "two"].` }
  }
  if (kind === 'kwargs' && value.kind !== 'object') {
    return { ok: false, message: `${what} must be a JSON object, such as {"name": "value"}.` }
  }
  if (hasLongInteger(value)) {
    return {
      ok: false,
      message: `${what} contain an integer of more than ${maxIntegerDigits} digits, which Python refuses.`,
    }
  }
  return {
    ok: true,
    value,
    count: value.kind === 'array' ? value.items.length : value.kind === 'object' ? value.entries.size : 0,
  }
}

/** Whether any integer in it has more digits than Python reads. */
export function hasLongInteger(root: PyValue): boolean {
  const open = [root]
  for (let value = open.pop(); value; value = open.pop()) {
    if (value.kind === 'number' && /^-?\d+$/.test(value.text) && value.text.replace('-', '').length > maxIntegerDigits)
      return true
    if (value.kind === 'array') for (const item of value.items) open.push(item)
    if (value.kind === 'object') for (const item of value.entries.values()) open.push(item)
  }
  return false
}
