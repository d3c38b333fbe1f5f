import type { StoredException } from './documents'
import { py } from './documents'
import recorded from './failures.json'

/** Exceptions of a real Celery worker, by a short name (recording/README.md). */
export type FailureName = keyof typeof recorded

const recordedOrder = /A-1023\d/g

/** The recorded exception, speaking of this order where it speaks of one. */
export function failure(name: FailureName, orderId?: string): StoredException {
  const { type, module, args, traceback } = recorded[name]
  const about = (text: string) => (orderId ? text.replace(recordedOrder, () => orderId) : text)
  return {
    type,
    module,
    args: py((args as unknown[]).map((arg) => (typeof arg === 'string' ? about(arg) : arg))),
    traceback: traceback === null ? null : about(traceback),
  }
}
