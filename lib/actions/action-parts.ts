import type { Broker } from '@/lib/broker/broker'
import type { ResultStore } from '@/lib/results/store'
import type { TaskIndex } from '@/lib/sync/index-port'
import type { ActionLog } from './action-log'

/** What the actions of one app work with. */
export type ActionParts = {
  store: ResultStore
  /** null where no broker is configured: results can still be forgotten. */
  broker: Broker | null
  index: TaskIndex
  log: ActionLog
  /** What stands directly before `celery-task-meta-` in keys. */
  keyPrefix: string
  /** Epoch milliseconds. */
  now(): number
  /** A new UUID at every call. */
  newId(): string
}
