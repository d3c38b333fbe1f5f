/**
 * The port of a message broker. Depth comes from queue attributes; nothing here receives a message, because looking
 * at an SQS message raises its receive count and can move it to a dead-letter queue.
 *
 * Errors leave an adapter as AppError: `access_denied` (details.action), `no_such_queue`, `no_credentials`,
 * `throttled`, `too_large`, `upstream`.
 */
export interface Broker {
  /** "sqs://us-east-1/shop-", shown in the UI. Never holds a secret. */
  readonly label: string
  readonly region: string | null
  /** The watched queues: the named ones, the predefined ones, or all under the prefix. */
  listQueues(signal: AbortSignal): Promise<QueueRef[]>
  /**
   * The queue of that Celery name, watched or not; null where there is none. `name` of the answer is what must stand as
   * `routing_key` in a message: with predefined queues a worker dies after running a task whose routing_key it cannot
   * resolve (docs/celery-wire-format.md, C.6).
   */
  getQueue(celeryQueue: string, signal: AbortSignal): Promise<QueueRef | null>
  /** Attributes of one queue; approximate by nature. Dead-letter queues can be asked about too, by their reference. */
  getDepth(queue: QueueRef, signal: AbortSignal): Promise<QueueDepth>
  /**
   * Sends one message built by lib/celery/task-message.ts. `celeryQueue` is Celery's own queue name; the adapter maps
   * it to the SQS name or the predefined URL. Throws `no_such_queue` where the queue does not exist: the dashboard
   * never creates queues. Absent: a broker one cannot send to.
   */
  send?(celeryQueue: string, message: OutgoingMessage, signal: AbortSignal): Promise<void>
}

/**
 * `name` is the name people know (Celery's where it can be told, else the one in SQS without the prefix). `url` is empty
 * for a queue that was named in the settings but does not exist; its depth is then `no_such_queue`.
 */
export type QueueRef = { name: string; sqsName: string; url: string; fifo: boolean }

export type QueueDepth = {
  visible: number
  inFlight: number
  delayed: number
  /** Where messages go after `maxReceiveCount` receives; null without a redrive policy. */
  deadLetter: (QueueRef & { maxReceiveCount: number }) | null
  retentionSeconds: number | null
  visibilityTimeoutSeconds: number | null
  maximumMessageBytes: number | null
}

export type OutgoingMessage = {
  body: string
  /** FIFO queues only. */
  groupId?: string
  deduplicationId?: string
  /** 0 to 900; standard queues only. */
  delaySeconds?: number
}
