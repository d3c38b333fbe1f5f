import { hostname } from 'node:os'
import type { Broker, QueueDepth, QueueRef } from '@/lib/broker/broker'
import { checkTaskMessage, workerVersions } from '@/lib/celery/check-task-message'
import { type RefusedField, type TaskCall, type WriteOutcome, writeTaskMessage } from '@/lib/celery/write-task-message'
import { AppError, isAppError } from '@/lib/errors'
import type { ActionParts } from './action-parts'

/**
 * The one way a task gets into a queue: finds the queue, asks for its limits, builds the message, makes sure that every
 * known worker survives it, sends it. Returns the name of the queue.
 *
 * Throws `not_supported` without a broker, `no_such_queue` naming those there are, `bad_request` or `too_large` with
 * details.field, and what the broker throws.
 */
export async function enqueueTask(
  { broker, now, newId }: Pick<ActionParts, 'broker' | 'now' | 'newId'>,
  call: TaskCall,
  fieldNames: Partial<Record<RefusedField, string>>,
  signal: AbortSignal,
): Promise<string> {
  if (!broker?.send) throw new AppError('not_supported', cannotSend(broker))
  const queue = await broker.getQueue(call.celeryQueue, signal)
  if (!queue) throw await unknownQueue(broker, call.celeryQueue, signal)
  const limits = await readLimits(broker, queue, signal)
  const nowMs = now()
  const outcome = writeTaskMessage(
    { ...call, celeryQueue: queue.name },
    { nowMs, uniqueId: newId, origin: `tombstone@${hostname()}`, fifo: queue.fifo, ...limits },
  )
  if (outcome.kind === 'refused') throw refusal(outcome, fieldNames)
  assertSurvivable(outcome.message.body, nowMs)
  await broker.send(queue.name, outcome.message, signal)
  return queue.name
}

function cannotSend(broker: Broker | null): string {
  return broker
    ? `${broker.label} cannot be sent to.`
    : 'No broker is configured, so nothing can be sent. Set CELERY_BROKER_URL to sqs://.'
}

/** A queue whose attributes may not be read can still be sent to; it is then taken for one that Celery made. */
async function readLimits(broker: Broker, queue: QueueRef, signal: AbortSignal) {
  const unknown = { visibilityTimeoutSeconds: null, maximumMessageBytes: null }
  try {
    const { visibilityTimeoutSeconds, maximumMessageBytes }: QueueDepth = await broker.getDepth(queue, signal)
    return { visibilityTimeoutSeconds, maximumMessageBytes }
  } catch (error) {
    if (isAppError(error) && error.code === 'access_denied') return unknown
    throw error
  }
}

async function unknownQueue(broker: Broker, name: string, signal: AbortSignal): Promise<AppError> {
  const queues = await broker.listQueues(signal).catch((): QueueRef[] => [])
  const names = queues.filter(({ url }) => url !== '').map((queue) => queue.name)
  const shown = names.slice(0, 12).join(', ')
  const rest = names.length > 12 ? ` and ${names.length - 12} more` : ''
  const known = names.length > 0 ? ` Known queues: ${shown}${rest}.` : ''
  return new AppError(
    'no_such_queue',
    `There is no queue "${name}" at ${broker.label}. A worker creates its queues when it starts.${known}`,
    {
      details: { field: 'queue', queues: names.slice(0, 100) },
    },
  )
}

function refusal(
  { code, field, message, details }: Extract<WriteOutcome, { kind: 'refused' }>,
  fieldNames: Partial<Record<RefusedField, string>>,
): AppError {
  return new AppError(code, message, { details: { field: fieldNames[field] ?? field, ...details } })
}

/**
 * The second lock: a malformed message takes down a worker, goes back to the queue and takes down the next. So what was
 * written is judged as a worker would judge it, and a fault in the writer ends here.
 */
function assertSurvivable(body: string, nowMs: number): void {
  const verdicts = checkTaskMessage(body, { nowMs })
  for (const version of workerVersions) {
    const { outcome, why } = verdicts[version]
    if (outcome !== 'runs')
      throw new AppError('internal', `The message was not sent: Celery ${version} would not run it. ${why}`)
  }
}
