import { runBrokerConformance } from './conformance'
import { openMemoryBroker } from './memory'

runBrokerConformance('the memory broker', async () => {
  const broker = openMemoryBroker(['reports.daily', 'orders.fifo', 'mail-dead', 'celeryev-7d9f'])
  const { maximumMessageBytes } = broker.addQueue('mail', { deadLetter: { name: 'mail-dead', maxReceiveCount: 3 } })
  return {
    broker,
    maximumMessageBytes,
    tellsSources: true,
    messages: async (name) => broker.queues.get(name)?.messages ?? [],
    close: async () => {},
  }
})
