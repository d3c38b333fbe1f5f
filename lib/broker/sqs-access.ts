import type { SQSClient } from '@aws-sdk/client-sqs'
import { type Attempt, readFault, toAppError } from '@/lib/aws/errors'
import { AppError } from '@/lib/errors'
import type { QueueRef } from './broker'

/** What the parts of the SQS adapter share: the client a queue belongs to, and words for what fails. */
export type SqsAccess = {
  clientOf(queue: QueueRef): SQSClient
  attemptFor(client: SQSClient, doing: string, action: string, resource: string): Promise<Attempt>
}

/** Runs one call about a queue. Throws AppErrors; `not_supported` where the server does not know the call. */
export async function callSqs<T>(
  { clientOf, attemptFor }: SqsAccess,
  queue: QueueRef,
  { doing, action }: { doing: string; action: string },
  run: (client: SQSClient) => Promise<T>,
): Promise<T> {
  const client = clientOf(queue)
  try {
    return await run(client)
  } catch (error) {
    const attempt = await attemptFor(client, doing, action, queue.sqsName)
    const { name } = readFault(error)
    if (name.startsWith('PurgeQueueInProgress')) {
      const why = 'it was purged within the last minute, and SQS takes one purge a minute. Wait and look again.'
      throw new AppError('conflict', `Could not ${doing}: ${why}`, { cause: error })
    }
    if (unknownCalls.includes(name)) {
      throw new AppError('not_supported', `Could not ${doing}: this server has no ${action.slice('sqs:'.length)}.`, {
        cause: error,
        details: { action },
      })
    }
    throw toAppError(error, attempt)
  }
}

/** What AWS and its emulators call a call they do not have. */
const unknownCalls = [
  'InvalidAction',
  'UnknownOperationException',
  'UnknownOperation',
  'NotImplemented',
  'NotImplementedException',
  'InternalFailure.NotImplemented',
]
