import type { Broker } from '@/lib/broker/broker'
import { isAppError } from '@/lib/errors'
import type { CheckLine } from './check-store'

/** Looks at the queues as the sampler will: names, then the attributes of the first one. No message is received. */
export async function checkBroker(broker: Broker | null, signal: AbortSignal): Promise<CheckLine[]> {
  if (!broker) {
    const message =
      'not configured: queues are not watched and nothing can be retried. Set CELERY_BROKER_URL to sqs://.'
    return [{ ok: true, subject: 'Queues', message }]
  }
  const subject = `Queues at ${broker.label}`
  try {
    const queues = await broker.listQueues(signal)
    const [first] = queues
    if (!first) {
      const message =
        'none found. Check region and queue_name_prefix in CELERY_BROKER_TRANSPORT_OPTIONS, or name them in QUEUES.'
      return [{ ok: false, subject, message }]
    }
    const { visible } = await broker.getDepth(first, signal)
    const names = queues.slice(0, 8).map((queue) => queue.name)
    const more = queues.length > names.length ? ` and ${queues.length - names.length} more` : ''
    return [
      { ok: true, subject, message: `readable: ${names.join(', ')}${more} (${first.name} holds about ${visible}).` },
    ]
  } catch (error) {
    return [{ ok: false, subject, message: isAppError(error) ? error.message : 'could not be checked.' }]
  }
}
