import {
  CancelMessageMoveTaskCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { AppError } from '@/lib/errors'
import type { Broker, QueueRef, Redrive } from './broker'
import { callSqs, type SqsAccess } from './sqs-access'

type Redrives = Pick<Required<Broker>, 'startRedrive' | 'listRedrives' | 'cancelRedrive'>

/** Redrive of a dead-letter queue by SQS itself (StartMessageMoveTask): no limit of messages, at most 36 hours. */
export function redrives(access: SqsAccess): Redrives {
  async function arnOf(queue: QueueRef, signal: AbortSignal): Promise<string> {
    const attempt = { doing: `find the ARN of queue "${queue.name}"`, action: 'sqs:GetQueueAttributes' }
    // "All", as some emulators refuse names they do not know.
    const command = new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ['All'] })
    const { Attributes } = await callSqs(access, queue, attempt, (client) =>
      client.send(command, { abortSignal: signal }),
    )
    if (Attributes?.QueueArn) return Attributes.QueueArn
    throw new AppError('upstream', `Could not ${attempt.doing}: SQS did not name it.`)
  }

  return {
    async startRedrive(queue, { perSecond }, signal) {
      const SourceArn = await arnOf(queue, signal)
      const attempt = { doing: `redrive queue "${queue.name}"`, action: 'sqs:StartMessageMoveTask' }
      // Without a destination every message goes back to the queue it came from.
      const command = new StartMessageMoveTaskCommand({
        SourceArn,
        MaxNumberOfMessagesPerSecond: perSecond ?? undefined,
      })
      await callSqs(access, queue, attempt, (client) => client.send(command, { abortSignal: signal }))
    },

    async listRedrives(queue, signal) {
      const SourceArn = await arnOf(queue, signal)
      const attempt = { doing: `list the redrives of queue "${queue.name}"`, action: 'sqs:ListMessageMoveTasks' }
      const command = new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 })
      const { Results = [] } = await callSqs(access, queue, attempt, (client) =>
        client.send(command, { abortSignal: signal }),
      )
      return Results.map(toRedrive)
    },

    async cancelRedrive(queue, TaskHandle, signal) {
      const attempt = { doing: `stop the redrive of queue "${queue.name}"`, action: 'sqs:CancelMessageMoveTask' }
      const command = new CancelMessageMoveTaskCommand({ TaskHandle })
      await callSqs(access, queue, attempt, (client) => client.send(command, { abortSignal: signal }))
    },
  }
}

const statuses: Record<string, Redrive['status']> = {
  RUNNING: 'running',
  COMPLETED: 'completed',
  CANCELLING: 'cancelling',
  CANCELLED: 'cancelled',
}

function toRedrive(entry: ListMessageMoveTasksResultEntry): Redrive {
  return {
    handle: entry.TaskHandle ?? null,
    status: statuses[entry.Status ?? ''] ?? 'failed',
    moved: entry.ApproximateNumberOfMessagesMoved ?? 0,
    toMove: entry.ApproximateNumberOfMessagesToMove ?? null,
    perSecond: entry.MaxNumberOfMessagesPerSecond ?? null,
    startedMs: entry.StartedTimestamp ?? null,
    failure: entry.FailureReason ?? null,
  }
}
