import { checkArguments } from './call-arguments'
import { planDelivery } from './delivery-time'
import type { JsonText } from './result'

export type TaskCall = {
  taskId: string
  name: string
  /** JSON text of a list and of an object in Python's dialect. Sent as it stands, character by character. */
  args: JsonText
  kwargs: JsonText
  /** Celery's own name: it becomes the routing_key. */
  celeryQueue: string
  /** Not before, and not after, in epoch milliseconds. */
  notBeforeMs?: number | null
  expiresMs?: number | null
}

/** What must be known of the surroundings. `uniqueId` gives a new UUID at every call. */
export type SendContext = {
  nowMs: number
  uniqueId: () => string
  /** "tombstone@host". */
  origin: string
  fifo: boolean
  visibilityTimeoutSeconds: number | null
  /** The queue's MaximumMessageSize; null where unknown. */
  maximumMessageBytes: number | null
}

/** SendMessage's parameters. */
export type WrittenMessage = {
  body: string
  groupId?: string
  deduplicationId?: string
  delaySeconds?: number
}

export type WriteOutcome =
  | { kind: 'written'; message: WrittenMessage }
  /** A person can mend this: `field` is the one to blame. */
  | {
      kind: 'refused'
      code: 'bad_request' | 'too_large'
      field: RefusedField
      message: string
      details?: Record<string, number>
    }

export type RefusedField = 'name' | 'taskId' | 'args' | 'kwargs' | 'queue' | 'notBefore' | 'expires'

/**
 * Builds the message for one call: JSON, protocol 2, both layers base64, exactly the fields of
 * docs/celery-wire-format.md, C.6. It is the only code that builds task messages: a malformed one takes down a whole
 * worker, goes back to the queue and takes down the next. Everything a person gave is checked first.
 */
export function writeTaskMessage(call: TaskCall, context: SendContext): WriteOutcome {
  const args = checkArguments('args', call.args)
  if (!args.ok) return refuse('args', args.message)
  const kwargs = checkArguments('kwargs', call.kwargs)
  if (!kwargs.ok) return refuse('kwargs', kwargs.message)
  for (const [field, value] of [
    ['name', call.name],
    ['taskId', call.taskId],
    ['queue', call.celeryQueue],
  ] as const) {
    const fault = wordFault(value)
    if (fault) return refuse(field, `The ${words[field]} ${fault}.`)
  }

  const { nowMs, fifo } = context
  const plan = planDelivery(call.notBeforeMs ?? null, nowMs, context)
  if (!plan.ok) return refuse('notBefore', plan.message, { maxSeconds: plan.maxSeconds })
  const expiresMs = call.expiresMs ?? null
  if (expiresMs !== null && expiresMs <= Math.max(nowMs, call.notBeforeMs ?? nowMs)) {
    return refuse(
      'expires',
      'The task would expire before it can start: a worker would store it as REVOKED and not run it.',
    )
  }

  const body = toBase64(envelopeJson(call, context, { args: args.count, kwargs: kwargs.count }, plan.etaMs, expiresMs))
  const limit = context.maximumMessageBytes
  if (limit !== null && body.length > limit) {
    return {
      kind: 'refused',
      code: 'too_large',
      field: call.args.length >= call.kwargs.length ? 'args' : 'kwargs',
      message: `The message has ${body.length} bytes, and the queue takes ${limit}. Arguments grow by a factor of 1.78 on the way (base64 twice).`,
      details: { sizeBytes: body.length, maximumBytes: limit },
    }
  }
  return {
    kind: 'written',
    message: {
      body,
      // "default" is the group kombu uses. A fresh deduplication id, or SQS drops a task sent twice within five minutes.
      ...(fifo ? { groupId: 'default', deduplicationId: context.uniqueId() } : {}),
      ...(plan.delaySeconds !== null ? { delaySeconds: plan.delaySeconds } : {}),
    },
  }
}

function envelopeJson(
  call: TaskCall,
  context: SendContext,
  counts: { args: number; kwargs: number },
  etaMs: number | null,
  expiresMs: number | null,
): string {
  const inner = `[${call.args}, ${call.kwargs}, {"callbacks": null, "errbacks": null, "chain": null, "chord": null}]`
  return JSON.stringify({
    body: toBase64(inner),
    'content-encoding': 'utf-8',
    'content-type': 'application/json',
    headers: {
      lang: 'py',
      task: call.name,
      id: call.taskId,
      root_id: call.taskId,
      parent_id: null,
      group: null,
      eta: isoTime(etaMs),
      expires: isoTime(expiresMs),
      retries: 0,
      timelimit: [null, null],
      shadow: null,
      ignore_result: false,
      argsrepr: counts.args === 0 ? '()' : `(...${counts.args})`,
      kwargsrepr: counts.kwargs === 0 ? '{}' : `{...${counts.kwargs}}`,
      origin: context.origin,
    },
    properties: {
      correlation_id: call.taskId,
      reply_to: '',
      delivery_mode: 2,
      priority: 0,
      delivery_info: { exchange: '', routing_key: call.celeryQueue },
      body_encoding: 'base64',
      delivery_tag: context.uniqueId(),
    },
  })
}

/** Workers read a time without an offset in their own zone, so it always carries one. */
function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString().replace('Z', '+00:00')
}

const words = { name: 'task name', taskId: 'task id', queue: 'queue' }

function wordFault(value: string): string | null {
  if (value.trim() === '') return 'is empty'
  if (/\p{Surrogate}/u.test(value)) return 'contains half a surrogate pair'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  return /[\u0000-\u001f\u007f]/.test(value) ? 'contains a control character' : null
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}

function refuse(field: RefusedField, message: string, details?: Record<string, number>): WriteOutcome {
  return { kind: 'refused', code: 'bad_request', field, message, ...(details ? { details } : {}) }
}
