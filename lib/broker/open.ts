import type { SqsOptions } from '@/lib/aws/options'
import type { RequestMeter } from '@/lib/results/store'
import type { Broker } from './broker'
import { openMemoryBroker } from './memory'
import { openSqsBroker } from './sqs'

export type BrokerOptions = SqsOptions | { kind: 'memory'; queues: string[] }

/** The one place that knows every broker. Makes no request. */
export async function openBroker(options: BrokerOptions, meter: RequestMeter): Promise<Broker> {
  switch (options.kind) {
    case 'sqs':
      return openSqsBroker(options, meter)
    case 'memory':
      return openMemoryBroker(options.queues)
  }
}
