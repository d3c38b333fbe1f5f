/**
 * A value out of a stored document or a message, whichever serializer wrote it: JSON's shapes and nothing that could act.
 * Numbers keep their text, so that 2^70, 1.10 and NaN stay what they were. It is always a finite tree, never a graph.
 *
 * What JSON has no shape for is an object of exactly the two keys `__type__` and `__value__`, as kombu writes it
 * (docs/celery-wire-format.md, B.7): `typedValue` makes one, `asTyped` recognises one. Types beside kombu's own:
 * `set`, `frozenset`, `timedelta`, `complex`, `class`, `object`, `dict` (with keys that are no strings, as a list of
 * pairs), `reference` (to a value that contains this one, or was written out too often already) and `omitted` (what a
 * reader of very large documents left out).
 *
 * `start` and `end` are where the value stands in the text it was parsed from, in UTF-16 units: `text.slice(start, end)`
 * is its own spelling. Values that were not parsed from JSON have 0 in both.
 */
export type PyValue = PyNull | PyBool | PyNumber | PyString | PyArray | PyObject

type Span = { start: number; end: number }
export type PyNull = Span & { kind: 'null' }
export type PyBool = Span & { kind: 'bool'; value: boolean }
/** An integer of any length, a float in any spelling, `NaN`, `Infinity` or `-Infinity`. */
export type PyNumber = Span & { kind: 'number'; text: string }
/** Lone surrogates may occur, as they may in Python. */
export type PyString = Span & { kind: 'string'; value: string }
export type PyArray = Span & { kind: 'array'; items: PyValue[] }
/** In the order of the document; of a key that stands twice, the last value, as in Python. */
export type PyObject = Span & { kind: 'object'; entries: Map<string, PyValue> }

export function pyNull(): PyNull {
  return { kind: 'null', start: 0, end: 0 }
}

export function pyBool(value: boolean): PyBool {
  return { kind: 'bool', value, start: 0, end: 0 }
}

export function pyNumber(value: number | bigint | string): PyNumber {
  return { kind: 'number', text: typeof value === 'number' ? floatText(value) : String(value), start: 0, end: 0 }
}

export function pyString(value: string): PyString {
  return { kind: 'string', value, start: 0, end: 0 }
}

export function pyArray(items: PyValue[]): PyArray {
  return { kind: 'array', items, start: 0, end: 0 }
}

export function pyObject(entries: Iterable<readonly [string, PyValue]>): PyObject {
  return { kind: 'object', entries: new Map(entries), start: 0, end: 0 }
}

/** `{"__type__": type, "__value__": value}`. */
export function typedValue(type: string, value: PyValue): PyObject {
  return pyObject([
    ['__type__', pyString(type)],
    ['__value__', value],
  ])
}

/** The type and value of an object of exactly those two keys; null for everything else, which is ordinary data. */
export function asTyped(value: PyValue): { type: string; value: PyValue } | null {
  if (value.kind !== 'object' || value.entries.size !== 2) return null
  const type = value.entries.get('__type__')
  const inner = value.entries.get('__value__')
  return type?.kind === 'string' && inner ? { type: type.value, value: inner } : null
}

/** A double as Python's repr writes it: `1.0`, `1e+16`, `1e-05`, `NaN`. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
  if (Object.is(value, -0)) return '-0.0'
  const magnitude = Math.abs(value)
  if (magnitude !== 0 && (magnitude >= 1e16 || magnitude < 1e-4)) {
    const [digits = '', exponent = '0'] = value.toExponential().split('e')
    const sign = exponent.startsWith('-') ? '-' : '+'
    return `${digits}e${sign}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`
  }
  const text = String(value)
  return text.includes('.') ? text : `${text}.0`
}
