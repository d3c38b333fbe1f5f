import { openMemoryBroker } from '@/lib/broker/memory'
import { taskKey } from '@/lib/celery/result-key'
import { readTaskMessage } from '@/lib/celery/task-message'
import type { Database } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { createMemoryStore } from '@/lib/results/memory'
import type { ActionParts } from './action-parts'
import { openMemoryActionLog } from './memory-action-log'

export const keyPrefix = 'results/'
export const startMs = Date.parse('2026-11-21T12:00:00Z')
export const failed = {
  status: 'FAILURE',
  result: { exc_type: 'ValueError', exc_message: ['no'], exc_module: 'builtins' },
  traceback: 'Traceback',
  children: [],
  date_done: '2026-11-21T11:00:00+00:00',
  task_id: 'job-1',
  name: 'shop.charge',
  args: [7],
  kwargs: { currency: 'PLN' },
  worker: 'celery@web-1',
  retries: 3,
  queue: 'payments',
}

let apps = 0

/**
 * The parts of an app of its own: a store and a broker in memory with the queues `payments` and `orders.fifo`, an index
 * in the given database, and what was noted.
 */
export function openTestParts(database: Database) {
  const store = createMemoryStore({ label: 's3://shop/results/' })
  const broker = openMemoryBroker(['payments', 'orders.fifo'])
  const log = openMemoryActionLog()
  const index = openTaskIndex(database, `app-${++apps}`)
  let ids = 0
  const parts: ActionParts = {
    store,
    broker,
    index,
    log,
    keyPrefix,
    now: () => startMs,
    newId: () => `new-${++ids}`,
  }
  /** Stores a document, given as a value or to the letter. */
  const put = (taskId: string, document: unknown) => {
    const text = typeof document === 'string' ? document : JSON.stringify(document)
    store.set(taskKey(keyPrefix, taskId), text)
  }
  /** What lies in a queue, as a worker would read it, with the parameters it was sent with. */
  const sent = (queue: string) =>
    (broker.queues.get(queue)?.messages ?? []).map((message) => ({ ...message, task: readTaskMessage(message.body) }))
  const indexedKeys = async () => (await index.listEntries({ prefix: '' }, 100)).map(({ key }) => key)
  return { parts, store, broker, log, index, put, sent, indexedKeys }
}
