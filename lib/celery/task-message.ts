import { innerEncoding, type MessageBody, readMessageBody, serializerOf } from './message-body'
import {
  type LayerEncoding,
  type MessageProblem,
  numberOf,
  objectField,
  readEnvelope,
  textField,
  textOf,
} from './message-envelope'
import { asTyped, type PyObject, type PyValue } from './py-value'
import { sliceOf } from './python-json'
import type { JsonText } from './result'
import type { Serializer } from './serializer'
import { readSignature, readSignatures, type SignatureSummary } from './signature'

/** What one SQS message says about a task, in our words; inert. Celery 3.1 to 5.6 (docs/celery-wire-format.md, C). */
export type TaskMessage = {
  /** 1 has everything in the body, 2 its metadata in the headers; null where the text is no task message. */
  protocol: 1 | 2 | null
  outer: LayerEncoding
  inner: LayerEncoding
  contentType: string | null
  serializer: Serializer | null
  compression: string | null
  taskId: string | null
  name: string | null
  /** null where the body cannot be read. */
  args: JsonText | null
  kwargs: JsonText | null
  /** What the sender chose to show of the arguments in logs; protocol 2. */
  argsRepr: string | null
  kwargsRepr: string | null
  /** ISO text as written, with or without an offset. */
  eta: string | null
  expires: string | null
  retries: number | null
  groupId: string | null
  rootId: string | null
  parentId: string | null
  /** The routing_key: Celery's own name of the queue. */
  celeryQueue: string | null
  shadow: string | null
  /** "gen4397@host": process and host of the sender. */
  origin: string | null
  ignoreResult: boolean | null
  timeLimits: { hardSeconds: number | null; softSeconds: number | null }
  /** The rest of the chain, next link first; protocol 2. */
  chain: SignatureSummary[]
  /** The body of the chord this task belongs to. */
  chord: SignatureSummary | null
  callbacks: SignatureSummary[]
  errbacks: SignatureSummary[]
  stamps: { name: string; value: JsonText }[]
  /** Headers Celery does not define. */
  headers: { name: string; value: JsonText }[]
  /** What could not be read, and why. Empty for a sound message. */
  problems: MessageProblem[]
}

/** Celery's own headers up to 5.6, and kombu's `compression`. */
const celeryHeaders = new Set(
  `lang task id root_id parent_id group group_index eta expires retries timelimit argsrepr kwargsrepr origin shadow
  ignore_result stamped_headers stamps replaced_task_nesting compression`.split(/\s+/),
)

/** Reads the text of an SQS message, whatever it is. Never throws; what cannot be read is null and has a problem. */
export function readTaskMessage(text: string): TaskMessage {
  const envelope = readEnvelope(text)
  if ('problem' in envelope) return { ...nothing, outer: outerOf(text), problems: [envelope.problem] }
  const { headers, properties, json, contentType } = envelope
  const body = readMessageBody(envelope)
  const problems = 'problem' in body ? [body.problem] : []
  const known = {
    ...nothing,
    outer: envelope.outer,
    inner: innerEncoding(envelope),
    contentType,
    serializer: serializerOf(contentType),
    compression: textField(headers, 'compression'),
    celeryQueue: textField(objectField(properties, 'delivery_info'), 'routing_key'),
    headers: otherHeaders(headers, json),
    problems,
  }
  const correlationId = textField(properties, 'correlation_id')
  if (headers.entries.has('task')) return { ...known, ...readProtocol2(headers, correlationId, body, json, problems) }
  const message = readProtocol1(body)
  if (message) return { ...known, ...message, taskId: message.taskId ?? correlationId }
  // A body that cannot be read may still be a task: its id stands outside, too.
  if ('problem' in body && correlationId !== null) return { ...known, protocol: 1, taskId: correlationId }
  problems.push({ code: 'not_a_task', message: 'Neither the headers nor the body name a task.' })
  return { ...known, taskId: correlationId }
}

type Body = MessageBody | { problem: MessageProblem }

function readProtocol2(
  headers: PyObject,
  correlationId: string | null,
  body: Body,
  json: string,
  problems: MessageProblem[],
) {
  const parts = readParts(body, problems)
  const stamps = objectField(headers, 'stamps')
  return {
    protocol: 2 as const,
    taskId: textField(headers, 'id') ?? correlationId,
    name: textField(headers, 'task'),
    rootId: textField(headers, 'root_id'),
    parentId: textField(headers, 'parent_id'),
    groupId: textField(headers, 'group'),
    argsRepr: textField(headers, 'argsrepr'),
    kwargsRepr: textField(headers, 'kwargsrepr'),
    origin: textField(headers, 'origin'),
    shadow: textField(headers, 'shadow'),
    ignoreResult: boolOf(headers.entries.get('ignore_result')),
    stamps: stamps ? namedValues(stamps, json) : [],
    ...readTimes(headers),
    ...parts,
  }
}

/** The three items of a protocol 2 body: args, kwargs, and what to start afterwards. */
function readParts(body: Body, problems: MessageProblem[]) {
  if ('problem' in body) return {}
  if (body.value.kind !== 'array' || body.value.items.length < 2) {
    problems.push({
      code: 'bad_body',
      message: 'The body is no list of arguments, keyword arguments and embedded tasks.',
    })
    return {}
  }
  const [args, kwargs, third] = body.value.items
  if (body.value.items.length !== 3) {
    problems.push({ code: 'bad_body', message: `The body has ${body.value.items.length} items; workers expect three.` })
  }
  const embed = third?.kind === 'object' ? third : null
  return {
    args: args ? body.text(args) : null,
    kwargs: kwargs ? body.text(kwargs) : null,
    ...readEmbedded(embed),
    chain: readSignatures(embed?.entries.get('chain')).reverse(),
  }
}

function readProtocol1(body: Body) {
  if ('problem' in body || body.value.kind !== 'object' || !body.value.entries.has('task')) return null
  const fields = body.value
  const textAt = (name: string) => {
    const value = fields.entries.get(name)
    return value ? body.text(value) : null
  }
  return {
    protocol: 1 as const,
    taskId: textField(fields, 'id'),
    name: textField(fields, 'task'),
    groupId: textField(fields, 'group') ?? textField(fields, 'taskset'),
    args: textAt('args') ?? '[]',
    kwargs: textAt('kwargs') ?? '{}',
    ...readTimes(fields),
    ...readEmbedded(fields),
  }
}

/** The fields that are the same in the headers of protocol 2 and in the body of protocol 1. */
function readTimes(fields: PyObject) {
  const limits = fields.entries.get('timelimit')
  const [hard, soft] = limits?.kind === 'array' ? limits.items : []
  return {
    eta: timeText(fields.entries.get('eta')),
    expires: timeText(fields.entries.get('expires')),
    retries: numberOf(fields.entries.get('retries')),
    timeLimits: { hardSeconds: numberOf(hard), softSeconds: numberOf(soft) },
  }
}

function readEmbedded(fields: PyObject | null) {
  return {
    chord: readSignature(fields?.entries.get('chord')),
    callbacks: readSignatures(fields?.entries.get('callbacks')),
    errbacks: readSignatures(fields?.entries.get('errbacks')),
  }
}

/** Times are text; YAML turns an unquoted one into a timestamp. */
function timeText(value: PyValue | undefined): string | null {
  const typed = value && asTyped(value)
  return textOf(typed ? typed.value : value)
}

function otherHeaders(headers: PyObject, json: string): TaskMessage['headers'] {
  return namedValues(headers, json).filter(({ name }) => !celeryHeaders.has(name))
}

function namedValues(object: PyObject, json: string): { name: string; value: JsonText }[] {
  return [...object.entries].map(([name, value]) => ({ name, value: sliceOf(json, value) }))
}

function boolOf(value: PyValue | undefined): boolean | null {
  return value?.kind === 'bool' ? value.value : null
}

function outerOf(text: string): LayerEncoding {
  return text.trimStart().startsWith('{') ? 'plain' : 'base64'
}

const nothing: Omit<TaskMessage, 'problems'> = {
  protocol: null,
  outer: 'base64',
  inner: 'base64',
  contentType: null,
  serializer: null,
  compression: null,
  taskId: null,
  name: null,
  args: null,
  kwargs: null,
  argsRepr: null,
  kwargsRepr: null,
  eta: null,
  expires: null,
  retries: null,
  groupId: null,
  rootId: null,
  parentId: null,
  celeryQueue: null,
  shadow: null,
  origin: null,
  ignoreResult: null,
  timeLimits: { hardSeconds: null, softSeconds: null },
  chain: [],
  chord: null,
  callbacks: [],
  errbacks: [],
  stamps: [],
  headers: [],
}
