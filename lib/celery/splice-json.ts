import { type PyObject, type PyValue, pyString } from './py-value'
import { writePythonJson } from './write-python-json'

/** `text` stands in place of what is from `start` to `end`, in UTF-16 units of the text that is changed. */
export type Splice = { start: number; end: number; text: string }

/** The text with each place replaced; the places must not overlap. Everything else stays character by character. */
export function splice(text: string, splices: Splice[]): string {
  let spliced = ''
  let from = 0
  for (const { start, end, text: replacement } of splices.toSorted((a, b) => a.start - b.start)) {
    spliced += text.slice(from, start) + replacement
    from = end
  }
  return spliced + text.slice(from)
}

/** Puts JSON text in place of a parsed value. */
export function replaceValue({ start, end }: PyValue, json: string): Splice {
  return { start, end, text: json }
}

/** Gives a field of a parsed object another value. One that is missing is added as the last; there must be others. */
export function setField(object: PyObject, name: string, json: string): Splice {
  const value = object.entries.get(name)
  if (value) return replaceValue(value, json)
  const at = object.end - 1
  return { start: at, end: at, text: `, ${quoteJson(name)}: ${json}` }
}

/** JSON text of a string in ASCII, as Python writes it, so that any transport takes it. */
export function quoteJson(text: string): string {
  return writePythonJson(pyString(text), { ascii: true })
}
