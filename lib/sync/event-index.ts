import type { IndexBatch, SyncStatus } from './index-port'

/** What the index keeps for the readers of S3's events, any number of which work side by side. Part of TaskIndex. */
export interface EventIndex {
  /** What the index knows of these keys, in the order given. */
  listEventMarks(keys: string[]): Promise<EventMark[]>
  /**
   * `apply` for what events told, all in one transaction: findings, sequencers, counters, messages set aside. What stands
   * under a key whose stored sequencer is as great or greater is left out: another reader was there with a later event.
   * So is what was found out about a key that somebody else has changed since: rows say by `replaces`, and keys that are
   * gone by `ifVersion`, which version was known before, and none where it was not in the index.
   */
  applyEvents(batch: EventBatch): Promise<EventsOutcome>
  getEventState(): Promise<EventState>
  saveEventState(change: Partial<EventReading>): Promise<void>
}

export type EventMark = {
  key: string
  /** The indexed version; null where the index does not have the key. */
  version: string | null
  /** Of the last event applied under this key. */
  sequencer: string | null
}

export type EventBatch = IndexBatch & {
  /** At most one a key. */
  sequencers: { key: string; sequencer: string }[]
  setAside: SetAsideMessage[]
  counts: EventCounts
  /** Time of the newest event in this batch. */
  newestMs: number | null
}

/** A message that could not be understood. `body`: its beginning. */
export type SetAsideMessage = { messageId: string; reason: string; body: string; receives: number }

export type EventCounts = {
  messages: number
  /** Events whose key is now as they said, or later. */
  applied: number
  /** Objects read for them. */
  read: number
  /** Came again, or after a later one of the same key. */
  repeated: number
  /** Of other buckets, or of keys that are no result of this app. */
  foreign: number
  /** Test events, and kinds of events that change no result. */
  others: number
  setAside: number
}

/** `again`: keys whose finding may be older than the index. They must be read once more; nothing was stored for them. */
export type EventsOutcome = { again: string[] }

/** How the reading goes, as the last process that wrote it down saw it. Times are epoch milliseconds. */
export type EventReading = {
  heardMs: number | null
  waiting: number | null
  inFlight: number | null
  backlogMs: number | null
  oldestMs: number | null
  trouble: NonNullable<SyncStatus['trouble']> | null
  /** The newest event time at a moment when the queue held nothing: all events until then are in the index. */
  completeToMs: number | null
}

export type EventState = EventCounts & EventReading & { newestMs: number | null }
