import type { Broker, QueueRef } from '@/lib/broker/broker'
import { AppError } from '@/lib/errors'
import type { ActionParts } from './action-parts'

/**
 * The queue a person means by the name on the screen: a queue of Celery, or a dead-letter queue behind a watched one, which
 * may lie outside the prefix. Throws `no_such_queue`.
 */
export async function findQueue(broker: Broker, name: string, signal: AbortSignal): Promise<QueueRef> {
  const queue = await broker.getQueue(name, signal)
  if (queue) return queue
  for (const source of await broker.listQueues(signal)) {
    if (source.url === '') continue
    const { deadLetter } = await broker.getDepth(source, signal)
    if (deadLetter?.name === name) return deadLetter
  }
  throw new AppError('no_such_queue', `There is no queue "${name}" at ${broker.label}. Nothing was done.`)
}

/** The broker with some abilities. Throws `not_supported` where there is no broker, or it cannot do one of them. */
export function brokerWith<Ability extends keyof Broker>(
  { broker }: Pick<ActionParts, 'broker'>,
  ...abilities: Ability[]
): Broker & Required<Pick<Broker, Ability>> {
  if (!broker) {
    throw new AppError(
      'not_supported',
      'No broker is configured, so there are no queues. Set CELERY_BROKER_URL to sqs://.',
    )
  }
  if (abilities.some((ability) => !broker[ability]))
    throw new AppError('not_supported', `${broker.label} cannot do this.`)
  // The optional methods were just seen; the compiler cannot carry that through computed keys.
  return broker as Broker & Required<Pick<Broker, Ability>>
}
