/**
 * The port of the queue that S3's events come through. Messages are hints that a key has changed: delivered at least once,
 * in any order. A message that is neither removed nor released comes again when its visibility time is over, so that
 * nothing is lost when a process dies.
 *
 * All methods stop when the signal fires. Errors leave an adapter as AppError with the codes `access_denied`
 * (details.action), `no_such_queue`, `no_credentials`, `wrong_region`, `throttled` or `upstream`.
 */
export interface EventQueue {
  /** "https://sqs.eu-west-1.amazonaws.com/1234/results-events", shown in the UI. Never holds a secret. */
  readonly label: string
  /**
   * Up to ten messages, hidden from every other consumer for `visibilitySeconds`. With `waitSeconds` (0 to 20) it waits
   * for the first one to come (long polling); an empty answer then means that the queue had nothing to give.
   */
  receive(options: { waitSeconds: number; visibilitySeconds: number }, signal: AbortSignal): Promise<EventMessage[]>
  /** Removes any number of received messages for good. Rejects where one could not be removed; that one comes again. */
  remove(messages: EventMessage[], signal: AbortSignal): Promise<void>
  /** Makes received messages visible again at once. */
  release(messages: EventMessage[], signal: AbortSignal): Promise<void>
  /** How much lies in the queue; approximate by nature. */
  getBacklog(signal: AbortSignal): Promise<EventBacklog>
}

export type EventMessage = {
  /** The same at every delivery. */
  id: string
  /** What this delivery is removed by. */
  receipt: string
  body: string
  /** How often it was received, this time included. */
  receives: number
  /** When it was sent to the queue, epoch milliseconds; null where the queue does not say. */
  sentMs: number | null
}

export type EventBacklog = {
  /** Waiting to be received, delayed ones included. */
  waiting: number
  /** Received, and neither removed nor visible again. */
  inFlight: number
}
