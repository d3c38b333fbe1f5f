import { DeleteQueueCommand, GetQueueAttributesCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs'
import type { Broker, ControlQueue, QueueRef } from './broker'
import { callSqs, type SqsAccess } from './sqs-access'

type Removal = Pick<Required<Broker>, 'purge' | 'deleteQueue' | 'listControlQueues'>

/** At most so many control queues are looked at: each costs a request. */
const mostControlQueues = 200
const sideBySide = 8

/** Emptying queues, and finding and deleting those that old workers left behind. */
export function queueRemoval(access: SqsAccess, listControl: (signal: AbortSignal) => Promise<QueueRef[]>): Removal {
  return {
    async purge(queue, signal) {
      const attempt = { doing: `purge queue "${queue.name}"`, action: 'sqs:PurgeQueue' }
      const command = new PurgeQueueCommand({ QueueUrl: queue.url })
      await callSqs(access, queue, attempt, (client) => client.send(command, { abortSignal: signal }))
    },

    async deleteQueue(queue, signal) {
      const attempt = { doing: `delete queue "${queue.name}"`, action: 'sqs:DeleteQueue' }
      const command = new DeleteQueueCommand({ QueueUrl: queue.url })
      await callSqs(access, queue, attempt, (client) => client.send(command, { abortSignal: signal }))
    },

    async listControlQueues(signal) {
      const queues = (await listControl(signal)).slice(0, mostControlQueues)
      const found: ControlQueue[] = []
      for (let start = 0; start < queues.length; start += sideBySide) {
        const some = queues.slice(start, start + sideBySide)
        found.push(...(await Promise.all(some.map((queue) => readAge(access, queue, signal)))))
      }
      return found
    },
  }
}

/** A queue whose attributes may not be read is still litter; its age is unknown. */
async function readAge(access: SqsAccess, queue: QueueRef, signal: AbortSignal): Promise<ControlQueue> {
  const command = new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ['All'] })
  const answer = await access
    .clientOf(queue)
    .send(command, { abortSignal: signal })
    .catch((error: unknown) => {
      if (signal.aborted) throw error
      return null
    })
  const number = (text: string | undefined) => (text !== undefined && /^\d+$/.test(text) ? Number(text) : null)
  const createdSeconds = number(answer?.Attributes?.CreatedTimestamp)
  return {
    queue,
    createdMs: createdSeconds === null ? null : createdSeconds * 1000,
    visible: number(answer?.Attributes?.ApproximateNumberOfMessages),
    inFlight: number(answer?.Attributes?.ApproximateNumberOfMessagesNotVisible),
  }
}
