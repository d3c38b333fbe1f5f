import type { EventQueueOptions } from '@/lib/aws/options'
import type { RequestMeter } from '@/lib/results/store'
import type { EventQueue } from './event-queue'
import { openSqsEventQueue } from './sqs'

/** The one place that knows every queue of events. Makes no request. */
export async function openEventQueue(options: EventQueueOptions, meter: RequestMeter): Promise<EventQueue> {
  return openSqsEventQueue(options, meter)
}
