import { decompress } from './compression'
import { type Envelope, type LayerEncoding, type MessageProblem, textField } from './message-envelope'
import { type ReadMsgpack, readMsgpack } from './msgpack-document'
import { type ReadPickle, readPickle } from './pickle'
import type { PyValue } from './py-value'
import { parsePythonJson, sliceOf } from './python-json'
import type { JsonText } from './result'
import type { Serializer } from './serializer'
import { decodeLatin1, decodeUtf8, fromBase64 } from './text-bytes'
import { writePythonJson } from './write-python-json'
import { type ReadYaml, readYaml } from './yaml-document'

/** The deserialized body. `text` gives a value of it as JSON text, in its own spelling where the body is JSON. */
export type MessageBody = {
  value: PyValue
  serializer: Serializer
  /** The text a JSON body in UTF-8 was parsed from, for the places of its values; null for every other body. */
  json: string | null
  text(value: PyValue): JsonText
}

const serializers: Record<string, Serializer> = {
  'application/json': 'json',
  'application/x-python-serialize': 'pickle',
  'application/x-yaml': 'yaml',
  'application/x-msgpack': 'msgpack',
}

/** The serializer a content type stands for; null for one kombu does not know. */
export function serializerOf(contentType: string | null): Serializer | null {
  return contentType !== null && Object.hasOwn(serializers, contentType) ? (serializers[contentType] ?? null) : null
}

/** What `body_encoding` says; anything but base64 means the text as it is. */
export function innerEncoding({ properties }: Envelope): LayerEncoding {
  return textField(properties, 'body_encoding') === 'base64' ? 'base64' : 'plain'
}

/** Undoes inner base64, compression and serialization. Never throws. */
export function readMessageBody(envelope: Envelope): MessageBody | { problem: MessageProblem } {
  const body = textField(envelope.fields, 'body')
  if (body === null) return problem('missing_field', 'The message has no body.')
  const encoded = innerEncoding(envelope) === 'base64' ? fromBase64(body) : new TextEncoder().encode(body)
  if (!encoded) return problem('bad_base64', 'body_encoding says base64, but the body is none.')
  const compression = textField(envelope.headers, 'compression')
  const bytes = compression === null ? encoded : decompress(encoded, compression)
  if ('code' in bytes) return { problem: bytes }
  return deserialize(bytes, envelope)
}

function deserialize(
  bytes: Uint8Array,
  { contentType, contentEncoding }: Envelope,
): MessageBody | { problem: MessageProblem } {
  const serializer = serializerOf(contentType)
  if (serializer === 'json') return readJson(bytes, contentEncoding)
  if (serializer !== null) return described(serializer, readOther(serializer, bytes))
  return contentType === null
    ? problem('missing_field', 'The message has no content type, so nobody can tell what its body is.')
    : problem('unsupported_content_type', `The body's content type "${contentType}" is none that Celery ships.`)
}

type Other = Exclude<Serializer, 'json'>
type ReadOther = ReadPickle | ReadYaml | ReadMsgpack

function readOther(serializer: Other, bytes: Uint8Array): ReadOther {
  if (serializer === 'pickle') return readPickle(bytes)
  if (serializer === 'msgpack') return readMsgpack(bytes)
  const text = decodeUtf8(bytes)
  return text === null ? { kind: 'problem', code: 'bad_yaml', message: 'is no UTF-8 text' } : readYaml(text)
}

/** The value of a body in pickle, YAML or msgpack; null where it cannot be read, or is in something else. */
export function readOtherBody(bytes: Uint8Array, contentType: string): PyValue | null {
  const serializer = serializerOf(contentType)
  if (serializer === null || serializer === 'json') return null
  const read = readOther(serializer, bytes)
  return read.kind === 'parsed' ? read.value : null
}

/** A body in one of the other serializers; its values have no JSON spelling of their own. */
function described(serializer: Other, read: ReadOther): MessageBody | { problem: MessageProblem } {
  if (read.kind === 'parsed')
    return { value: read.value, serializer, json: null, text: (value) => writePythonJson(value) }
  const code = read.code === 'too_deep' || read.code === 'too_large' ? read.code : 'bad_body'
  return problem(code, `The body is said to be ${serializer}, but ${read.message}.`)
}

function readJson(bytes: Uint8Array, contentEncoding: string | null): MessageBody | { problem: MessageProblem } {
  const latin = contentEncoding !== null && /^(latin-?1|iso-8859-1)$/i.test(contentEncoding)
  const json = latin ? decodeLatin1(bytes) : decodeUtf8(bytes)
  if (json === null) return problem('bad_body', 'The body is said to be JSON, but is no UTF-8 text.')
  const parsed = parsePythonJson(json)
  if (parsed.kind === 'problem') {
    return problem(parsed.code === 'too_deep' ? 'too_deep' : 'bad_body', `The body is no JSON: ${parsed.message}.`)
  }
  return { value: parsed.value, serializer: 'json', json: latin ? null : json, text: (value) => sliceOf(json, value) }
}

function problem(code: MessageProblem['code'], message: string): { problem: MessageProblem } {
  return { problem: { code, message } }
}
