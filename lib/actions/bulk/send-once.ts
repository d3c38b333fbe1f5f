import type { Broker } from '@/lib/broker/broker'
import { parseResultKey } from '@/lib/celery/result-key'
import { type ErrorCode, isAppError } from '@/lib/errors'
import { enqueueTask } from '../enqueue-task'
import { loadTask } from '../load-task'
import { callToSend } from '../retry-task'
import type { BulkParts } from './bulk-parts'
import { changed, compareOne } from './compare-with-store'
import type { FrozenEntry } from './frozen'
import type { RunningJob } from './job-row'
import { claimSend, type Retried, releaseSend, sentMaybe } from './retry-notes'

/** The job was paused or aborted before this message was claimed. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped'
}

/** Of the store or the broker as a whole, not of one task: the job waits and goes on later. */
const ofTheWhole: ErrorCode[] = [
  'no_such_bucket',
  'wrong_region',
  'no_credentials',
  'throttled',
  'upstream',
  'database',
]

/** Sends one task of a job again under a new id. Throws JobStopped, and what the store or the broker as a whole refuses. */
export async function sendOnce(
  parts: BulkParts,
  job: RunningJob,
  entry: FrozenEntry,
  signal: AbortSignal,
): Promise<Retried> {
  const [key, version] = entry
  const resultKey = parseResultKey(parts.keyPrefix, key)
  const common = { key, taskId: resultKey?.id ?? key, version, bytes: 0 }
  if (resultKey?.kind !== 'task') {
    return { ...common, outcome: 'skipped', code: 'not_a_task', message: 'The document of a group cannot be run.' }
  }
  const { clock, newId } = parts
  const toTaskId = newId()
  const sending = { claimed: false }
  try {
    const found = await compareOne(parts, entry, job.frozen.untilMs, signal)
    if (found.kind === 'other') return { ...common, ...(found.ending === changed ? runMeanwhile : found.ending) }
    const { call } = callToSend(await loadTask({ ...parts, now: clock.now }, resultKey.id, signal), { taskId: 'new' })
    const { name, args, kwargs } = call
    const sentMs = clock.now()
    const queue = await enqueueTask(
      { broker: claiming(parts, job.id, key, toTaskId, sending), now: clock.now, newId },
      { taskId: toTaskId, name, args, kwargs, celeryQueue: call.queue, notBeforeMs: null },
      {},
      signal,
    )
    return { ...common, outcome: 'done', link: { toTaskId, queue, sentMs } }
  } catch (error) {
    if (!isAppError(error)) throw error
    // Without an answer nobody knows whether the queue has it.
    if (sending.claimed && error.code === 'upstream') return { ...common, ...sentMaybe }
    if (sending.claimed && ofTheWhole.includes(error.code)) await releaseSend(parts, job.id, key)
    if (ofTheWhole.includes(error.code)) throw error
    const reason = error.details?.reason
    const code = typeof reason === 'string' ? reason : error.code
    const kept = error.code === 'not_retryable' || error.code === 'pending'
    return { ...common, outcome: kept ? 'skipped' : 'failed', code, message: error.message }
  }
}

const runMeanwhile = {
  outcome: 'skipped',
  code: 'changed',
  message: 'The task has been run again since it was chosen, so it was not sent.',
} as const

/** A broker that claims the message in the moment before it goes out: everything that can refuse it has agreed by then. */
function claiming(
  parts: BulkParts,
  jobId: string,
  key: string,
  toTaskId: string,
  sending: { claimed: boolean },
): Broker | null {
  const { broker } = parts
  const send = broker?.send
  if (!broker || !send) return broker
  return {
    ...broker,
    async send(queue, message, signal) {
      if (!(await claimSend(parts, jobId, key, toTaskId))) throw new JobStopped('The job is not running any more.')
      sending.claimed = true
      await send(queue, message, signal)
    },
  }
}
