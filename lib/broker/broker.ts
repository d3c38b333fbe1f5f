/**
 * The port of a message broker. Depth comes from queue attributes; nothing receives a message by itself, because looking
 * at an SQS message raises its receive count and can move it to a dead-letter queue. `borrow` does it where a person asks.
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
  /**
   * Receives waiting messages and hands them to `use`, up to ten at a time, until that has enough, nothing more comes, or
   * `atMost` were received. What `use` did not remove is given back at the end, whatever it throws; a process that dies
   * meanwhile leaves it hidden for `holdSeconds`, so a use that may take longer than that has to end itself. Each receive
   * counts: with a redrive policy a message goes to the dead-letter queue after maxReceiveCount of them. A queue hands out
   * a random sample, a FIFO queue only what stands first in each group. Only ever called for an explicit request of a
   * person.
   */
  borrow?(queue: QueueRef, limits: BorrowLimits, use: Use, signal: AbortSignal): Promise<BorrowEnd>
  /** Moves the messages of a dead-letter queue back to where they came from; the server does it, over minutes. */
  startRedrive?(queue: QueueRef, options: { perSecond: number | null }, signal: AbortSignal): Promise<void>
  /** The redrives of a dead-letter queue, newest first, at most ten. */
  listRedrives?(queue: QueueRef, signal: AbortSignal): Promise<Redrive[]>
  /** What was moved stays moved. `handle` is that of a running redrive. */
  cancelRedrive?(queue: QueueRef, handle: string, signal: AbortSignal): Promise<void>
  /** Deletes every message, in flight ones too. Takes up to a minute; refused (`conflict`) within a minute of another. */
  purge?(queue: QueueRef, signal: AbortSignal): Promise<void>
  /** Queues for remote control and events that old workers left behind; no tasks lie in them. */
  listControlQueues?(signal: AbortSignal): Promise<ControlQueue[]>
  deleteQueue?(queue: QueueRef, signal: AbortSignal): Promise<void>
}

export type BorrowLimits = { atMost: number; holdSeconds: number }
/** `remove` deletes one of the messages handed over, now or earlier. */
export type Use = (
  messages: WaitingMessage[],
  remove: (messageId: string) => Promise<void>,
) => Promise<'more' | 'enough'>
export type BorrowEnd = { received: number; ended: 'enough' | 'limit' | 'empty' }

export type WaitingMessage = {
  messageId: string
  body: string
  /** This receive included. */
  receiveCount: number
  sentMs: number | null
  /** FIFO queues only. */
  groupId: string | null
  attributes: MessageAttributes
  /** Where it was received too often, as far as that queue is one of this app; null where nobody knows. */
  diedIn: QueueRef | null
}

/**
 * What an application or its tracing put beside the body; Celery itself does not. `type` is SQS's: `String`, `Number` or
 * `Binary`, with or without a label.
 */
export type MessageAttributes = Record<string, { type: string; text?: string; bytes?: Uint8Array }>

export type Redrive = {
  /** null once it no longer runs. */
  handle: string | null
  status: 'running' | 'completed' | 'cancelling' | 'cancelled' | 'failed'
  /** Approximate. */
  moved: number
  /** When it started; null where the server does not say. */
  toMove: number | null
  perSecond: number | null
  startedMs: number | null
  failure: string | null
}

export type ControlQueue = {
  queue: QueueRef
  createdMs: number | null
  visible: number | null
  inFlight: number | null
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
  attributes?: MessageAttributes
}
