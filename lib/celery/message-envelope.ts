import type { PyObject, PyValue } from './py-value'
import { parsePythonJson } from './python-json'
import { decodeUtf8, fromBase64 } from './text-bytes'

/** How a layer of a message was written. */
export type LayerEncoding = 'base64' | 'plain'

export type MessageProblem = { code: MessageProblemCode; message: string }
export type MessageProblemCode =
  | 'not_json'
  | 'not_a_task'
  | 'bad_base64'
  | 'bad_compression'
  | 'unsupported_compression'
  | 'unsupported_content_type'
  | 'bad_body'
  | 'too_deep'
  | 'too_large'
  | 'missing_field'

/** kombu's envelope (docs/celery-wire-format.md, C.2), with empty mappings where a part is missing. */
export type Envelope = {
  outer: LayerEncoding
  /** The JSON text all values below were parsed from. */
  json: string
  fields: PyObject
  headers: PyObject
  properties: PyObject
  contentType: string | null
  contentEncoding: string | null
}

/** Reads the outer layer: base64 of JSON, or JSON. Never throws. */
export function readEnvelope(text: string): Envelope | { problem: MessageProblem } {
  const plain = text.trimStart().startsWith('{')
  const json = plain ? text : base64Text(text)
  if (json === null)
    return { problem: { code: 'not_json', message: 'The message is neither JSON nor base64 of JSON.' } }
  const parsed = parsePythonJson(json)
  if (parsed.kind === 'problem') {
    const code = parsed.code === 'too_deep' ? 'too_deep' : 'not_json'
    return { problem: { code, message: `The message is no JSON: ${parsed.message}.` } }
  }
  if (parsed.value.kind !== 'object') {
    return { problem: { code: 'not_a_task', message: 'The message is JSON, but no object as kombu writes it.' } }
  }
  const fields = parsed.value
  return {
    outer: plain ? 'plain' : 'base64',
    json,
    fields,
    headers: objectField(fields, 'headers') ?? emptyObject(),
    properties: objectField(fields, 'properties') ?? emptyObject(),
    contentType: textField(fields, 'content-type'),
    contentEncoding: textField(fields, 'content-encoding'),
  }
}

export function objectField(from: PyObject | null, name: string): PyObject | null {
  const value = from?.entries.get(name)
  return value?.kind === 'object' ? value : null
}

export function textField(from: PyObject | null, name: string): string | null {
  return textOf(from?.entries.get(name))
}

export function textOf(value: PyValue | undefined): string | null {
  return value?.kind === 'string' ? value.value : null
}

/** A number as a double; null for anything else, NaN and Infinity included. */
export function numberOf(value: PyValue | undefined): number | null {
  const number = value?.kind === 'number' ? Number(value.text) : Number.NaN
  return Number.isFinite(number) ? number : null
}

function emptyObject(): PyObject {
  return { kind: 'object', entries: new Map(), start: 0, end: 0 }
}

function base64Text(text: string): string | null {
  const bytes = fromBase64(text)
  return bytes && decodeUtf8(bytes)
}
