import type { WaitingMessage } from '@/lib/broker/broker'
import { checkTaskMessage, type Verdict, type WorkerVersion, workerVersions } from '@/lib/celery/check-task-message'
import { readTaskMessage, type TaskMessage } from '@/lib/celery/task-message'
import type { SampledMessage } from '@/lib/contract/queue-actions'

const longestArguments = 4_000
const longestText = 500

/** A waiting message in the words of the API. `seen`: names of known task types; null: results carry no names. */
export function describeMessage(
  message: WaitingMessage,
  options: { nowMs: number; maxReceiveCount: number | null; seen: ReadonlySet<string> | null },
): SampledMessage {
  const { messageId, body, receiveCount, sentMs } = message
  const task = readTaskMessage(body)
  const verdicts = checkTaskMessage(body, { nowMs: options.nowMs })
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
    malformed: isMalformed(task, verdicts),
    neverSeen: seen === null || task.name === null ? null : !seen.has(task.name),
    verdicts: workerVersions.map((version) => ({ version, ...verdicts[version] })),
    problems: task.problems.map(({ message: problem }) => problem.slice(0, longestText)),
    resendRefusal: resendRefusal(message, options.nowMs),
  }
}

/** Why a message must not be sent again as it is: each known worker has to survive and run it. null where they do. */
export function resendRefusal({ body, hasAttributes }: WaitingMessage, nowMs: number): string | null {
  if (hasAttributes) return 'It has message attributes, which would be lost. Redrive the queue instead: SQS keeps them.'
  const verdicts = checkTaskMessage(body, { nowMs })
  const version = workerVersions.find((each) => verdicts[each].outcome !== 'runs')
  if (!version) return null
  return `Celery ${version} would not run it (${verdicts[version].outcome}): ${verdicts[version].why}`
}

/**
 * A content type that is no JSON is judged by workers that do not accept it; whether those of this app do, nobody here can
 * tell, so only what is unreadable counts.
 */
function isMalformed(task: TaskMessage, verdicts: Record<WorkerVersion, Verdict>): boolean {
  if (task.problems.length > 0) return true
  if (task.serializer !== null && task.serializer !== 'json') return false
  return workerVersions.some((version) => ['worker dies', 'stays', 'dropped'].includes(verdicts[version].outcome))
}

function follower({ name, kind, taskId }: TaskMessage['chain'][number]) {
  return { name: cut(name), kind, taskId: cut(taskId) }
}

function cut(text: string | null, longest = longestText): string | null {
  return text === null || text.length <= longest ? text : text.slice(0, longest)
}
