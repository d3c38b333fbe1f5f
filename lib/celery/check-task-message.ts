import { hasLongInteger } from './call-arguments'
import { decompress } from './compression'
import { readOtherBody, serializerOf } from './message-body'
import { textField, textOf } from './message-envelope'
import { asTyped, type PyObject, type PyValue } from './py-value'
import { parsePythonJson } from './python-json'
import { decodeUtf8, fromBase64 } from './text-bytes'

/** Celery 4.4, 5.2 and 5.6 with the kombu of their time: the versions whose behaviour was observed. */
export const workerVersions = ['4.4', '5.2', '5.6'] as const
export type WorkerVersion = (typeof workerVersions)[number]

/**
 * What a worker does with a message. `revoked`: not run, stored as REVOKED. `fails`: not run, stored as FAILURE.
 * `dropped`: deleted without a trace. `stays`: not run, back in the queue after the visibility timeout, for ever.
 * `worker dies`: the whole process ends, or hangs; the message goes back and meets the next worker.
 */
export type Outcome = 'runs' | 'revoked' | 'fails' | 'dropped' | 'stays' | 'worker dies'
export type Verdict = { outcome: Outcome; why: string }

export type CheckOptions = {
  nowMs: number
  /** Content types the worker accepts (`accept_content`); JSON only by default. */
  accept?: string[]
  /** Names of registered tasks; undefined: assume every name is one. */
  tasks?: ReadonlySet<string>
}

/**
 * Tells what real workers make of a message text, by the rules of docs/celery-wire-format.md, C.6. It follows kombu and
 * Celery step by step and is strict where task-message.ts is lenient. Never throws.
 */
export function checkTaskMessage(text: string, options: CheckOptions): Record<WorkerVersion, Verdict> {
  const judge = (version: WorkerVersion) => judgeText(version, text, options)
  return { '4.4': judge('4.4'), '5.2': judge('5.2'), '5.6': judge('5.6') }
}

function judgeText(version: WorkerVersion, text: string, options: CheckOptions): Verdict {
  const json = outerText(version, text)
  const parsed = json === null ? null : parsePythonJson(json)
  const unreadable = version === '5.6' ? stays : dies
  if (json === null || parsed?.kind !== 'parsed')
    return unreadable('The text is no JSON, or not in base64 as this version expects.')
  if (parsed.value.kind !== 'object') return unreadable('The JSON is no object.')
  return judgeEnvelope(version, parsed.value, json, options)
}

/** From kombu 5.0 on base64 is optional; before, everything is decoded, and plain JSON ends the worker. */
function outerText(version: WorkerVersion, text: string): string | null {
  const bytes = pythonBase64(text)
  if (version === '4.4') return bytes && decodeUtf8(bytes)
  const isBase64 = bytes !== null && Buffer.from(bytes).toString('base64') === text.trim()
  return isBase64 ? decodeUtf8(bytes) : text
}

function judgeEnvelope(version: WorkerVersion, envelope: PyObject, json: string, options: CheckOptions): Verdict {
  const properties = envelope.entries.get('properties')
  const info = properties?.kind === 'object' ? properties.entries.get('delivery_info') : undefined
  if (properties && properties.kind !== 'object') return dies('The properties are no mapping.')
  if (info && info.kind !== 'object') return dies('properties.delivery_info is no mapping.')
  const foreign = version === '5.6' ? !properties : !info
  if (foreign && version === '4.4') return dies('properties.delivery_info is missing.')
  if (foreign && version === '5.6') return stays('The properties are missing, so the message is not from kombu.')

  // kombu 5.2 takes a message without delivery_info for a foreign one, and the whole text for its body.
  const body = foreign ? { bytes: new TextEncoder().encode(json) } : innerBytes(version, envelope, properties ?? null)
  if ('outcome' in body) return body
  const headers = envelope.entries.get('headers')
  if (headers && headers.kind !== 'object' && headers.kind !== 'null') return stays('The headers are no mapping.')
  const fields = headers?.kind === 'object' ? headers : null
  const compression = textField(fields, 'compression')
  const plain = compression === null || !body.bytes ? body.bytes : decompress(body.bytes, compression)
  if (plain && 'code' in plain) return dropped(plain.message)
  const contentType = textField(envelope, 'content-type')
  return fields?.entries.has('task')
    ? judgeProtocol2(fields, plain, contentType, options)
    : judgeProtocol1(plain, contentType, options)
}

/** null bytes: an empty body, which kombu does not deserialize at all. */
function innerBytes(
  version: WorkerVersion,
  envelope: PyObject,
  properties: PyObject | null,
): { bytes: Uint8Array | null } | Verdict {
  const body = textField(envelope, 'body')
  if (body === null || body === '') return { bytes: null }
  const encoding = textField(properties, 'body_encoding')
  if (encoding === 'base64') {
    const bytes = pythonBase64(body)
    if (!bytes) return dies('The body is no base64, although body_encoding says so.')
    return { bytes: bytes.length > 0 ? bytes : null }
  }
  if (encoding !== null && !(encoding === 'utf-8' && version === '5.6'))
    return dies(`body_encoding "${encoding}" is unknown.`)
  return { bytes: new TextEncoder().encode(body) }
}

function judgeProtocol2(
  headers: PyObject,
  bytes: Uint8Array | null,
  contentType: string | null,
  options: CheckOptions,
): Verdict {
  const name = textField(headers, 'task')
  if (!headers.entries.has('id')) return dies('The id header is missing.')
  if (name === null || (options.tasks && !options.tasks.has(name))) {
    return {
      outcome: 'fails',
      why: 'No worker knows the task: FAILURE NotRegistered is stored, and the message stays in the queue.',
    }
  }
  if (contentType === null) return dies('The content type is missing.')
  const body = deserialize(bytes, contentType, options)
  if (body === 'refused') return stays(`Workers do not accept ${contentType}.`)
  if (body === 'too deep') return dies('The body is nested too deeply to be handed to the process pool.')
  if (body === 'unreadable') return dropped('The body cannot be deserialized (is body_encoding right?).')
  if (body === null || body.kind !== 'array' || body.items.length !== 3)
    return dies('The body is no list of three items.')
  const [args, kwargs] = body.items
  return judgeCall(headers, args, kwargs, options, dropped('The keyword arguments are no mapping.'))
}

function judgeProtocol1(bytes: Uint8Array | null, contentType: string | null, options: CheckOptions): Verdict {
  const body = contentType === null ? null : deserialize(bytes, contentType, options)
  if (body === 'too deep') return dies('The body is nested too deeply to be handed to the process pool.')
  if (body === 'refused' || body === 'unreadable') return dropped('The body cannot be deserialized.')
  if (body?.kind !== 'object' || !body.entries.has('task')) return stays('Neither headers nor body name a task.')
  const name = textField(body, 'task')
  if (name === null || (options.tasks && !options.tasks.has(name))) {
    return {
      outcome: 'fails',
      why: 'No worker knows the task: FAILURE NotRegistered is stored, and the message stays in the queue.',
    }
  }
  const kwargs = body.entries.get('kwargs')
  if (kwargs && kwargs.kind !== 'object') return stays('The keyword arguments are no mapping.')
  if (!body.entries.has('id')) return dies('The id is missing.')
  return judgeCall(body, body.entries.get('args'), kwargs, options, dropped('The keyword arguments are no mapping.'))
}

function judgeCall(
  fields: PyObject,
  args: PyValue | undefined,
  kwargs: PyValue | undefined,
  options: CheckOptions,
  badKwargs: Verdict,
): Verdict {
  for (const name of ['eta', 'expires']) {
    const value = fields.entries.get(name)
    if (value && value.kind !== 'null' && parseTime(value) === null) return stays(`"${name}" is no date.`)
  }
  const expires = fields.entries.get('expires')
  const expiresMs = expires && parseTime(expires)
  if (typeof expiresMs === 'number' && expiresMs <= options.nowMs) {
    return { outcome: 'revoked', why: '"expires" is in the past: REVOKED is stored.' }
  }
  if (kwargs && kwargs.kind !== 'object') return badKwargs
  // A mapping or a text runs, too: Python takes its keys or characters for the arguments.
  if (args && ['null', 'bool', 'number'].includes(args.kind))
    return { outcome: 'fails', why: 'The arguments are no list.' }
  return { outcome: 'runs', why: 'The message is sound.' }
}

function deserialize(
  bytes: Uint8Array | null,
  contentType: string,
  options: CheckOptions,
): PyValue | null | 'refused' | 'unreadable' | 'too deep' {
  if (!(options.accept ?? ['application/json']).includes(contentType)) return 'refused'
  if (!bytes) return null
  if (serializerOf(contentType) !== 'json') return readOtherBody(bytes, contentType) ?? 'unreadable'
  const text = decodeUtf8(bytes)
  const parsed = text === null ? null : parsePythonJson(text, maxReadableDepth)
  if (text === null || parsed?.kind !== 'parsed' || hasLongInteger(parsed.value)) return 'unreadable'
  return parsePythonJson(text, maxPickledDepth).kind === 'parsed' ? parsed.value : 'too deep'
}

/** Above the first, handing the body to the process pool ends the worker; above the second, it cannot even read it. */
const maxPickledDepth = 440
const maxReadableDepth = 990

/** Celery reads a time without an offset in the worker's zone; here UTC stands in for it. YAML and pickle have times. */
function parseTime(value: PyValue): number | null {
  const typed = asTyped(value)
  const text = textOf(typed ? typed.value : value)
  const match = text && /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?)?(Z|[+-]\d\d:\d\d)?/.exec(text)
  if (!match) return null
  const [, date, minutes = '00:00', seconds = ':00', fraction = '', zone = 'Z'] = match
  const ms = Date.parse(`${date}T${minutes}${seconds}${fraction.slice(0, 4)}${zone}`)
  return Number.isNaN(ms) ? null : ms
}

/** Python's base64.b64decode: skips what is not in the alphabet, and only minds the padding. null where it would raise. */
function pythonBase64(text: string): Uint8Array | null {
  if (/\P{ASCII}/u.test(text)) return null
  const [, data = '', padding = ''] = /^([^=]*)(=*)/s.exec(text.replace(/[^A-Za-z0-9+/=]/g, '')) ?? []
  const missing = (4 - (data.length % 4)) % 4
  if (missing === 3 || padding.length < missing) return null
  return fromBase64(data + '='.repeat(missing))
}

const stays = (why: string): Verdict => ({ outcome: 'stays', why })
const dropped = (why: string): Verdict => ({ outcome: 'dropped', why })
const dies = (why: string): Verdict => ({ outcome: 'worker dies', why })
