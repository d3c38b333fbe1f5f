import { checkArguments } from './call-arguments'
import { compress } from './compression'
import { innerEncoding, readMessageBody } from './message-body'
import { type Envelope, objectField, readEnvelope, textField } from './message-envelope'
import type { PyObject, PyValue } from './py-value'
import type { JsonText } from './result'
import { quoteJson, replaceValue, type Splice, setField, splice } from './splice-json'
import { decodeUtf8, toBase64 } from './text-bytes'

/** What is to be changed in a message; what is not named stays as it is. */
export type MessageEdit = {
  /** JSON text of a list and of an object in Python's dialect. Put into the body as it stands. */
  args?: JsonText
  kwargs?: JsonText
  /** Celery's own name of the queue it will lie in: becomes the routing_key, which is where Celery's retries go. */
  celeryQueue?: string
  /** Not before, in epoch milliseconds; null: at once. */
  etaMs?: number | null
  /** Takes the time away after which a worker would store REVOKED instead of running it. */
  withoutExpiry?: boolean
}

export type EditOutcome =
  | { kind: 'edited'; body: string }
  /** `field` is the part of the edit that cannot be made. */
  | { kind: 'refused'; field: keyof MessageEdit; message: string }

/**
 * An SQS message of Celery with other arguments, another queue or other times, and all else to the letter: the envelope
 * and the body are cut at the places that change, so ids, chain, chord, callbacks, headers, stamps, and the spelling of
 * every number stay as the application wrote them. Layers are put back as they were: base64 or plain, compressed or not.
 *
 * Protocol 2 has args and kwargs as the first two items of the body and its times in the headers, protocol 1 has all of
 * it as fields of the body (docs/celery-wire-format.md, C.2 to C.4). Only a JSON body in UTF-8 is edited: the other
 * serializers hold values (tuples, dates, objects) that could not be written back exactly. `argsrepr` and `kwargsrepr`
 * are the sender's words for logs and stay, too. Never throws.
 */
export function editTaskMessage(text: string, edit: MessageEdit): EditOutcome {
  const envelope = readEnvelope(text)
  if ('problem' in envelope) return refuse(firstField(edit), envelope.problem.message)
  const isProtocol2 = envelope.headers.entries.has('task')
  const outside: Splice[] = [...routing(envelope, edit)]
  if (isProtocol2) outside.push(...times(envelope.headers, edit))
  if (edit.args !== undefined || edit.kwargs !== undefined || (!isProtocol2 && changesTimes(edit))) {
    const body = editBody(envelope, edit, isProtocol2)
    if ('kind' in body) return body
    if (body.splice) outside.push(body.splice)
  }
  if (outside.length === 0) return { kind: 'edited', body: text }
  const json = splice(envelope.json, outside)
  return { kind: 'edited', body: envelope.outer === 'base64' ? toBase64(new TextEncoder().encode(json)) : json }
}

/** The body with what changes in it, as a change of the envelope. */
function editBody(
  envelope: Envelope,
  edit: MessageEdit,
  isProtocol2: boolean,
): { splice: Splice | null } | Extract<EditOutcome, { kind: 'refused' }> {
  const field = firstField(edit)
  const place = envelope.fields.entries.get('body')
  const read = readMessageBody(envelope)
  if ('problem' in read) return refuse(field, read.problem.message)
  if (read.json === null || !place) {
    const what = read.serializer === 'json' ? 'JSON in Latin-1' : read.serializer
    return refuse(field, `Its body is ${what}, which cannot be written back exactly. ${asItIs}`)
  }
  for (const kind of ['args', 'kwargs'] as const) {
    const given = edit[kind]
    const check = given === undefined ? null : checkArguments(kind, given)
    if (check && !check.ok) return refuse(kind, check.message)
  }
  const inside = isProtocol2 ? editItems(read.value, edit) : editFields(read.value, edit)
  if (inside === null) return refuse(field, `Its body is not as Celery writes it. ${asItIs}`)
  if (inside.length === 0) return { splice: null }
  const written = new TextEncoder().encode(splice(read.json, inside))
  const compression = textField(envelope.headers, 'compression')
  const packed = compression === null ? written : compress(written, compression)
  const body = innerEncoding(envelope) === 'base64' ? toBase64(packed) : decodeUtf8(packed)
  if (body === null) return refuse(field, `Its body is compressed without base64. ${asItIs}`)
  return { splice: replaceValue(place, quoteJson(body)) }
}

const asItIs = 'Send it back as it is, or redrive the queue.'

/** Protocol 2: `[args, kwargs, embed]`. null where the body is something else. */
function editItems(body: PyValue, edit: MessageEdit): Splice[] | null {
  const [args, kwargs, ...rest] = body.kind === 'array' ? body.items : []
  if (!args || !kwargs || rest.length !== 1) return null
  return [
    ...(edit.args === undefined ? [] : [replaceValue(args, edit.args)]),
    ...(edit.kwargs === undefined ? [] : [replaceValue(kwargs, edit.kwargs)]),
  ]
}

/** Protocol 1: one mapping. */
function editFields(body: PyValue, edit: MessageEdit): Splice[] | null {
  if (body.kind !== 'object' || !body.entries.has('task')) return null
  return [
    ...(edit.args === undefined ? [] : [setField(body, 'args', edit.args)]),
    ...(edit.kwargs === undefined ? [] : [setField(body, 'kwargs', edit.kwargs)]),
    ...times(body, edit),
  ]
}

function changesTimes({ etaMs, withoutExpiry }: MessageEdit): boolean {
  return etaMs !== undefined || withoutExpiry === true
}

/** `eta` and `expires`: headers of protocol 2, fields of a protocol 1 body. One that is null already stays so. */
function times(fields: PyObject, { etaMs, withoutExpiry }: MessageEdit): Splice[] {
  const isSet = (name: string) => (fields.entries.get(name)?.kind ?? 'null') !== 'null'
  const splices: Splice[] = []
  if (etaMs !== undefined && (etaMs !== null || isSet('eta'))) {
    // Workers read a time without an offset in their own zone, so it carries one.
    const eta = etaMs === null ? 'null' : quoteJson(new Date(etaMs).toISOString().replace('Z', '+00:00'))
    splices.push(setField(fields, 'eta', eta))
  }
  if (withoutExpiry && isSet('expires')) splices.push(setField(fields, 'expires', 'null'))
  return splices
}

/**
 * A message whose routing_key stays behind in another queue kills a worker with predefined queues after it ran the task
 * (C.6). One that names no routing_key stays without; an exchange of the application would lead elsewhere.
 */
function routing({ properties }: Envelope, { celeryQueue }: MessageEdit): Splice[] {
  const info = objectField(properties, 'delivery_info')
  const key = info?.entries.get('routing_key')
  if (celeryQueue === undefined || key?.kind !== 'string' || key.value === celeryQueue) return []
  const exchange = info?.entries.get('exchange')
  const named = exchange?.kind === 'string' && exchange.value !== ''
  return [replaceValue(key, quoteJson(celeryQueue)), ...(named ? [replaceValue(exchange, '""')] : [])]
}

function firstField(edit: MessageEdit): keyof MessageEdit {
  return (Object.keys(edit) as (keyof MessageEdit)[]).find((field) => edit[field] !== undefined) ?? 'args'
}

function refuse(field: keyof MessageEdit, message: string): Extract<EditOutcome, { kind: 'refused' }> {
  return { kind: 'refused', field, message }
}
