import type { DeleteLitterAnswer, LitterList } from '@/lib/contract/queue-actions'
import { isAppError } from '@/lib/errors'
import type { ActionParts } from './action-parts'
import { brokerWith } from './find-queue'
import { noteQueueAction } from './note-queue-action'

/** Queues for remote control and events that workers before Celery 4 left behind, oldest first. */
export async function listLitter(parts: Pick<ActionParts, 'broker'>, signal: AbortSignal): Promise<LitterList> {
  const found = await brokerWith(parts, 'listControlQueues').listControlQueues(signal)
  const oldest = [...found].sort((a, b) => (a.createdMs ?? 0) - (b.createdMs ?? 0))
  return {
    items: oldest.map(({ queue, createdMs, visible, inFlight }) => ({
      name: queue.name,
      createdAt: createdMs === null ? null : new Date(createdMs).toISOString(),
      visible,
      inFlight,
    })),
  }
}

/** Deletes queues of that list and of no other; each with its outcome. */
export async function deleteLitter(
  parts: ActionParts,
  { names, reason }: { names: string[]; reason?: string },
  signal: AbortSignal,
): Promise<DeleteLitterAnswer> {
  const broker = brokerWith(parts, 'deleteQueue')
  const litter = new Map(
    (await brokerWith(parts, 'listControlQueues').listControlQueues(signal)).map(({ queue }) => [queue.name, queue]),
  )
  const items: DeleteLitterAnswer['items'] = []
  for (const name of new Set(names)) {
    const queue = litter.get(name)
    if (!queue) {
      items.push({ name, deleted: false, why: 'It is gone, or no queue that an old worker left behind.' })
      continue
    }
    try {
      await broker.deleteQueue(queue, signal)
    } catch (error) {
      if (!isAppError(error)) throw error
      const details = { code: error.code, why: error.message }
      await noteQueueAction(parts, { action: 'delete_queue', target: name, outcome: 'failed', details, reason })
      items.push({ name, deleted: false, why: error.message })
      continue
    }
    await noteQueueAction(parts, { action: 'delete_queue', target: name, reason })
    items.push({ name, deleted: true, why: null })
  }
  return { items }
}
