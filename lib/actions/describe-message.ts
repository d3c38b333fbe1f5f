import type { WaitingMessage } from '@/lib/broker/broker'
import {
  checkTaskMessage,
  type Outcome,
  type Verdict,
  type WorkerVersion,
  workerVersions,
} from '@/lib/celery/check-task-message'
import { editTaskMessage } from '@/lib/celery/edit-task-message'
import { readTaskMessage, type TaskMessage } from '@/lib/celery/task-message'
import type { SampledMessage } from '@/lib/contract/queue-actions'

/** As long as a text field takes well; what is longer is sent back as it is. */
const longestArguments = 100_000
const longestText = 500

/** A waiting message in the words of the API. `seen`: names of known task types; null: results carry no names. */
export function describeMessage(
  message: WaitingMessage,
  options: { nowMs: number; maxReceiveCount: number | null; seen: ReadonlySet<string> | null; goesTo: string | null },
): SampledMessage {
  const { messageId, body, receiveCount, sentMs } = message
  const task = readTaskMessage(body)
  const verdicts = judge(body, task, options.nowMs)
  const { maxReceiveCount, seen } = options
  return {
    messageId,
    sizeBytes: Buffer.byteLength(body),
    sentAt: sentMs === null ? null : new Date(sentMs).toISOString(),
    receiveCount,
    receivesLeft: maxReceiveCount === null ? null : Math.max(0, maxReceiveCount - receiveCount),
    taskId: cut(task.taskId),
    name: cut(task.name),
    args: cut(task.args, longestArguments),
    kwargs: cut(task.kwargs, longestArguments),
    argumentsCut: [task.args, task.kwargs].some((text) => (text?.length ?? 0) > longestArguments),
    eta: cut(task.eta),
    expires: cut(task.expires),
    retries: task.retries,
    groupId: cut(task.groupId),
    origin: cut(task.origin),
    celeryQueue: cut(task.celeryQueue),
    chain: task.chain.slice(0, 20).map(follower),
    chord: task.chord && follower(task.chord),
    callbacks: task.callbacks.slice(0, 20).map(follower),
    errbacks: task.errbacks.slice(0, 20).map(follower),
    malformed: task.problems.length > 0 || versionsFor(task).some((each) => harmful.includes(verdicts[each].outcome)),
    neverSeen: seen === null || task.name === null ? null : !seen.has(task.name),
    verdicts: workerVersions.map((version) => ({ version, ...verdicts[version] })),
    problems: task.problems.map(({ message: problem }) => problem.slice(0, longestText)),
    serializer: task.serializer,
    goesTo: cut(options.goesTo),
    resendRefusal: resendRefusal(body, options.nowMs),
    editRefusal: editRefusal(body),
  }
}

const harmful: Outcome[] = ['worker dies', 'stays', 'dropped']

/**
 * Plain JSON without base64 is what producers with `sqs_base64_encoding = False` write (kombu 5.2.4 or later). Workers of 4.4
 * die of any such message, so they are none of that app's.
 */
function versionsFor({ outer, protocol }: TaskMessage): readonly WorkerVersion[] {
  return outer === 'plain' && protocol !== null ? workerVersions.filter((each) => each !== '4.4') : workerVersions
}

/** Why a message must not be sent again as it is: each known worker has to survive and run it. null where they do. */
export function resendRefusal(body: string, nowMs: number): string | null {
  const task = readTaskMessage(body)
  const verdicts = judge(body, task, nowMs)
  const version = versionsFor(task).find((each) => verdicts[each].outcome !== 'runs')
  if (!version) return null
  return `Celery ${version} would not run it (${verdicts[version].outcome}): ${verdicts[version].why}`
}

/** Why no arguments can be put into a message; null where they can. */
function editRefusal(body: string): string | null {
  const tried = editTaskMessage(body, { args: '[]', kwargs: '{}' })
  return tried.kind === 'refused' ? tried.message : null
}

/**
 * What workers make of it that accept the content type it has. Nobody here can tell whether those of this app do, but it
 * is what the app sends.
 */
function judge(body: string, { serializer, contentType }: TaskMessage, nowMs: number): Record<WorkerVersion, Verdict> {
  const own = serializer !== null && contentType !== null ? [contentType] : []
  return checkTaskMessage(body, { nowMs, accept: ['application/json', ...own] })
}

function follower({ name, kind, taskId }: TaskMessage['chain'][number]) {
  return { name: cut(name), kind, taskId: cut(taskId) }
}

function cut(text: string | null, longest = longestText): string | null {
  return text === null || text.length <= longest ? text : text.slice(0, longest)
}
