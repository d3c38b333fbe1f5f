/** The longest delay SQS takes with a message, in seconds. */
export const maxDelaySeconds = 900

/** What queues made by Celery have unless the settings say otherwise (docs/celery-wire-format.md, C.1). */
export const defaultVisibilityTimeoutSeconds = 1800

export type DeliveryPlan =
  | { ok: true; delaySeconds: number | null; etaMs: number | null }
  /** `maxSeconds` is how far ahead this queue allows. */
  | { ok: false; message: string; maxSeconds: number }

/**
 * How to run a task not before `atMs`. SQS's own delay keeps the message out of every worker, so it is used as far as it
 * goes: 900 s, on standard queues. Only what lies beyond becomes an ETA, which a worker waits for with the message in
 * flight: past the visibility timeout SQS hands it out again, and the task runs once for every time it did (C.5). So a
 * wait that would be longer is refused, with the longest possible one.
 */
export function planDelivery(
  atMs: number | null,
  nowMs: number,
  queue: { fifo: boolean; visibilityTimeoutSeconds: number | null },
): DeliveryPlan {
  if (atMs === null || atMs <= nowMs) return { ok: true, delaySeconds: null, etaMs: null }
  const waitSeconds = (atMs - nowMs) / 1000
  const delay = queue.fifo ? 0 : Math.min(Math.ceil(waitSeconds), maxDelaySeconds)
  const visibility = queue.visibilityTimeoutSeconds ?? defaultVisibilityTimeoutSeconds
  // A tenth is left for the worker to get to the task and to delete the message.
  const maxSeconds = (queue.fifo ? 0 : maxDelaySeconds) + Math.floor(visibility * 0.9)
  if (waitSeconds > maxSeconds) {
    const fifo = queue.fifo ? ' A FIFO queue cannot delay single messages.' : ''
    const message =
      `A worker would hold the message longer than the queue's visibility timeout of ${visibility} s, SQS would hand it ` +
      `out again, and the task would run more than once. At most ${maxSeconds} s ahead are safe on this queue.${fifo}`
    return { ok: false, message, maxSeconds }
  }
  return { ok: true, delaySeconds: delay > 0 ? delay : null, etaMs: waitSeconds > delay ? atMs : null }
}
