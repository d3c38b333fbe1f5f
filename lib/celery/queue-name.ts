/**
 * Celery's queue names and SQS's (docs/celery-wire-format.md, C.1). The way to SQS loses information, so the way back
 * gives a name that maps to the same queue, not always the one the application uses: `reports.daily` comes back as
 * `reports-daily`. For sending that is as good: kombu maps both to one queue.
 */

/** The longest name SQS allows, `.fifo` included. */
export const maxSqsNameLength = 80

/** kombu's mapping: prefix and name, `.` to `-`, other ASCII punctuation but `-` and `_` to `_`; a final `.fifo` stays. */
export function toSqsName(prefix: string, celeryQueue: string): string {
  const name = prefix + celeryQueue
  const stem = isFifoName(name) ? name.slice(0, -'.fifo'.length) : name
  const replaced = stem.replace(/\./g, '-').replace(/[!-/:-@[-`{-~]/g, (mark) => (/[-_]/.test(mark) ? mark : '_'))
  return isFifoName(name) ? `${replaced}.fifo` : replaced
}

/** The SQS name without the prefix; null where it does not start with it. */
export function fromSqsName(prefix: string, sqsName: string): string | null {
  const sqsPrefix = toSqsName(prefix, '')
  return sqsName.startsWith(sqsPrefix) && sqsName.length > sqsPrefix.length ? sqsName.slice(sqsPrefix.length) : null
}

export function isFifoName(name: string): boolean {
  return name.endsWith('.fifo')
}

/** Whether SQS could have a queue of this name at all. */
export function isSqsName(name: string): boolean {
  return name.length <= maxSqsNameLength && /^[A-Za-z0-9_-]+(\.fifo)?$/.test(name)
}

/**
 * Queues that old workers make for remote control and events, `<node>-celery-pidbox` and `celeryev-<uuid>`: no tasks lie
 * in them. `name` is without the prefix. They can be deleted on the strength of their name, so no name that an application
 * could have chosen is one.
 */
export function isControlQueue(name: string): boolean {
  return /[-.]celery[-.]pidbox$/.test(name) || /^celeryev[-.]./.test(name)
}
