import { AppError } from '@/lib/errors'
import type { ActionParts } from './action-parts'
import { brokerWith, findQueue } from './find-queue'
import { noteQueueAction } from './note-queue-action'

/**
 * Deletes every message of a queue, those in flight too; tasks that run already go on. Answers about how many there were.
 * Throws `bad_request` where the name was not typed as it is, and what the broker throws.
 */
export async function purgeQueue(
  parts: ActionParts,
  name: string,
  { confirm, reason }: { confirm: string; reason?: string },
  signal: AbortSignal,
): Promise<{ purged: number }> {
  if (confirm !== name) {
    throw new AppError('bad_request', 'Type the name of the queue to purge it. Nothing was deleted.', {
      details: { field: 'confirm' },
    })
  }
  const broker = brokerWith(parts, 'purge')
  const queue = await findQueue(broker, name, signal)
  const { visible, inFlight, delayed } = await broker.getDepth(queue, signal)
  await broker.purge(queue, signal)
  const purged = visible + inFlight + delayed
  await noteQueueAction(parts, {
    action: 'purge',
    target: name,
    details: { visible, inFlight, delayed },
    count: purged,
    reason,
  })
  return { purged }
}
