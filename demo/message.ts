import { randomUUID } from 'node:crypto'
import { type PyArray, type PyObject, type PyValue, pyArray, pyObject } from '@/lib/celery/py-value'
import { parsePythonJson } from '@/lib/celery/python-json'
import { writePythonJson } from '@/lib/celery/write-python-json'
import { py } from './documents'

export type ShopMessage = {
  taskId: string
  name: string
  args: PyValue
  kwargs: PyValue
  queue: string
  retries: number
  eta: Date | null
  expires: Date | null
  parentId: string | null
  groupId: string | null
  /** Who sent it: `gen<pid>@<host>` as Celery writes it, or the dashboard. */
  origin: string
}

/** Celery's protocol 2 envelope, both layers in base64 (docs/celery-wire-format.md, C.2 and C.3). */
export function writeMessage(message: ShopMessage): string {
  const embed = py({ callbacks: null, errbacks: null, chain: null, chord: null })
  const body = writePythonJson(pyArray([message.args, message.kwargs, embed]), { ascii: true })
  const envelope = {
    body: Buffer.from(body).toString('base64'),
    'content-encoding': 'utf-8',
    'content-type': 'application/json',
    headers: {
      lang: 'py',
      task: message.name,
      id: message.taskId,
      shadow: null,
      eta: message.eta?.toISOString() ?? null,
      expires: message.expires?.toISOString() ?? null,
      group: message.groupId,
      group_index: null,
      retries: message.retries,
      timelimit: [null, null],
      root_id: message.taskId,
      parent_id: message.parentId,
      argsrepr: '(…)',
      kwargsrepr: '{…}',
      origin: message.origin,
      ignore_result: false,
    },
    properties: {
      correlation_id: message.taskId,
      reply_to: randomUUID(),
      delivery_mode: 2,
      delivery_info: { exchange: '', routing_key: message.queue },
      priority: 0,
      body_encoding: 'base64',
      delivery_tag: randomUUID(),
    },
  }
  return Buffer.from(JSON.stringify(envelope)).toString('base64')
}

/** Reads what `writeMessage` and the dashboard write. Throws on anything else: this worker has no other senders. */
export function readMessage(text: string): ShopMessage {
  const envelope = JSON.parse(Buffer.from(text, 'base64').toString('utf8'))
  const parsed = parsePythonJson(Buffer.from(envelope.body, 'base64').toString('utf8'))
  if (parsed.kind === 'problem' || parsed.value.kind !== 'array') throw new Error('This is no task message.')
  const [args, kwargs] = parsed.value.items
  const { headers, properties } = envelope
  return {
    taskId: headers.id,
    name: headers.task,
    args: args ?? emptyArgs(),
    kwargs: kwargs ?? emptyKwargs(),
    queue: properties.delivery_info.routing_key ?? 'celery',
    retries: headers.retries ?? 0,
    eta: headers.eta ? new Date(headers.eta) : null,
    expires: headers.expires ? new Date(headers.expires) : null,
    parentId: headers.parent_id ?? null,
    groupId: headers.group ?? null,
    origin: headers.origin ?? '',
  }
}

function emptyArgs(): PyArray {
  return pyArray([])
}

function emptyKwargs(): PyObject {
  return pyObject([])
}
