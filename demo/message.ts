import { randomUUID } from 'node:crypto'
import { type PyValue, pyArray } from '@/lib/celery/py-value'
import { parsePythonJson } from '@/lib/celery/python-json'
import { readTaskMessage } from '@/lib/celery/task-message'
import { writePythonJson } from '@/lib/celery/write-python-json'
import { py } from './documents'
import { type QueueName, queueNames } from './task-type'

export type ShopMessage = {
  taskId: string
  name: string
  args: PyValue
  kwargs: PyValue
  queue: QueueName
  retries: number
  eta: Date | null
  expires: Date | null
  parentId: string | null
  groupId: string | null
  /** Who sent it: `gen<pid>@<host>` as Celery writes it, or the dashboard. */
  origin: string
}

/**
 * The envelope as Celery's producers and its own retries write it: protocol 2, both layers in base64
 * (docs/celery-wire-format.md, C.2 and C.3). The dashboard's writer knows neither attempts nor messages past their time.
 */
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

/** What this worker needs of a message, or null where it is none it could run. */
export function readMessage(text: string): ShopMessage | null {
  const { taskId, name, args, kwargs, celeryQueue, retries, eta, expires, parentId, groupId, origin } =
    readTaskMessage(text)
  if (taskId === null || name === null) return null
  return {
    taskId,
    name,
    args: parseValue(args ?? '[]'),
    kwargs: parseValue(kwargs ?? '{}'),
    queue: queueNames.find((queue) => queue === celeryQueue) ?? 'celery',
    retries: retries ?? 0,
    eta: eta === null ? null : new Date(eta),
    expires: expires === null ? null : new Date(expires),
    parentId,
    groupId,
    origin: origin ?? '',
  }
}

function parseValue(json: string): PyValue {
  const parsed = parsePythonJson(json)
  return parsed.kind === 'parsed' ? parsed.value : py(null)
}
