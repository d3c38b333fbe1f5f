import { type ReadMsgpack, readMsgpack } from './msgpack-document'
import { type ReadPickle, readPickle } from './pickle'
import type { PyValue } from './py-value'
import { parsePythonJson, sliceOf } from './python-json'
import type { DecodeProblem, DecodeProblemCode, JsonText } from './result'
import { type Serializer, sniffSerializer } from './serializer'
import { decodeUtf8, firstBytesHex } from './text-bytes'
import { writePythonJson } from './write-python-json'
import { type ReadYaml, readYaml } from './yaml-document'

/** One field of a stored document. */
export type DocumentField = {
  value: PyValue
  /** The JSON text that `value` was parsed from; null where the serializer was another. */
  source: string | null
  /** Only the beginning is here: of a JSON document `source` then is cut text. */
  truncated?: { sizeBytes: number }
  /** The exception in a truncated `result`, of which the parts were kept for themselves. */
  exception?: DocumentField
}

export type DocumentFields = { kind: 'fields'; serializer: Serializer; fields: Map<string, DocumentField> }

/** The fields of a stored document, whichever serializer wrote it. */
export function readFields(bytes: Uint8Array): DocumentFields | DecodeProblem {
  const serializer = sniffSerializer(bytes)
  if (!serializer) return foreignProblem(bytes)
  const text = serializer === 'json' || serializer === 'yaml' ? decodeUtf8(bytes) : ''
  if (text === null) return problemOf(serializer, 'not_utf8', 'is not valid UTF-8', bytes)
  const outcome = parse(serializer, text, bytes)
  if (outcome.kind === 'problem')
    return problemOf(serializer, outcome.code, `cannot be read: ${outcome.message}`, bytes)
  const { value } = outcome
  if (value.kind !== 'object') return problemOf(serializer, 'not_a_result', 'holds no mapping', bytes)
  const source = serializer === 'json' ? text : null
  const fields = new Map<string, DocumentField>()
  for (const [name, member] of value.entries) fields.set(name, { value: member, source })
  return { kind: 'fields', serializer, fields }
}

function parse(
  serializer: Serializer,
  text: string,
  bytes: Uint8Array,
): ReturnType<typeof parsePythonJson> | ReadPickle | ReadYaml | ReadMsgpack {
  switch (serializer) {
    case 'json':
      return parsePythonJson(text)
    case 'pickle':
      return readPickle(bytes)
    case 'yaml':
      return readYaml(text)
    case 'msgpack':
      return readMsgpack(bytes)
  }
}

/** The JSON text of a field, or of a part of its value. */
export function textOf({ source, truncated }: DocumentField, value: PyValue, whole = false): JsonText {
  if (source === null) return writePythonJson(value)
  return truncated && whole ? source : sliceOf(source, value)
}

const names: Record<Serializer, string> = { json: 'JSON', pickle: 'a pickle', yaml: 'YAML', msgpack: 'msgpack' }

/** A problem as one sentence about the object. `finding` is its second half, after "looks like JSON, but". */
export function problemOf(
  serializer: Serializer,
  code: DecodeProblemCode | 'not_utf8',
  finding: string,
  bytes: Uint8Array,
): DecodeProblem {
  return {
    kind: 'problem',
    code: code === 'not_utf8' ? `bad_${serializer}` : code,
    message: `The object looks like ${names[serializer]}, but ${finding}.`,
    serializer,
    firstBytes: firstBytesHex(bytes),
  }
}

export function foreignProblem(bytes: Uint8Array): DecodeProblem {
  const empty = bytes.length === 0
  const message = empty
    ? 'The object is empty. Celery never stores that.'
    : 'The object is no result document: its first bytes are those of none of the serializers Celery ships.'
  return {
    kind: 'problem',
    code: empty ? 'empty' : 'not_a_result',
    message,
    serializer: null,
    firstBytes: firstBytesHex(bytes),
  }
}
