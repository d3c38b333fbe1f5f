import { runEventQueueConformance } from './conformance'
import { createMemoryEventQueue } from './memory'

runEventQueueConformance('Memory', async () => {
  const queue = createMemoryEventQueue()
  return { queue, send: async (body) => queue.send(body), close: async () => {} }
})
