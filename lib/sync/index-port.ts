import type { FailureFacts } from '@/lib/celery/failure-facts'
import type { EventIndex } from './event-index'

/**
 * The index as the sync engine and the actions see it. Writers of one app are serialised inside each implementation, and
 * every write is one transaction: a kill at any point loses at most the call under way, and a repeated call changes
 * nothing. Implementations: lib/db/task-index.ts (Prisma, both databases), lib/db/memory-index.ts.
 */
export interface TaskIndex extends EventIndex {
  /** Entries with `after < key <= upTo` under `prefix`, in UTF-8 byte order of keys. */
  listEntries(range: IndexRange, limit: number): Promise<IndexedEntry[]>
  /**
   * Stores what was found out about up to some thousands of keys, together with the roll-up deltas, the dimension values
   * and the request counts they cause. A row whose stored version equals the new one is left alone and adds nothing.
   * A row that is as new as the change, or newer (by modifiedMs), is not overwritten, except by one that `replaces` it.
   * What was read before its key was removed comes late and is left out.
   */
  apply(batch: IndexBatch): Promise<ApplyOutcome>
  /**
   * Unfinished tasks whose last check is the longest ago, for re-checking more often than the sweep does. Only those
   * whose present version was written at `occurredFromMs` or later.
   */
  listUnfinished(limit: number, checkedBeforeMs: number, occurredFromMs?: number): Promise<IndexedEntry[]>
  /** Notes that these keys were looked at and had not changed. */
  markChecked(keys: string[], atMs: number): Promise<void>

  /**
   * Takes or renews the lease by one conditional update: true for exactly one holder until `untilMs`, which must be
   * renewed before that.
   */
  acquireLease(holder: string, nowMs: number, untilMs: number): Promise<boolean>
  releaseLease(holder: string): Promise<void>
  getSyncState(): Promise<SyncState>
  saveSyncState(change: Partial<Omit<SyncState, 'leaseHolder' | 'leaseUntilMs'>>): Promise<void>

  saveQueueDepths(samples: QueueSampleRow[]): Promise<void>
  /** Adds to the counters of the dashboard's own requests, by UTC day. */
  addRequests(counts: RequestCountRow[]): Promise<void>
  /** Notes what is stored now as that UTC day's ("2026-11-25"), in place of an earlier sight of the same day. */
  saveStorageDay(day: string): Promise<void>
  /**
   * Removes roll-ups by the minute, queue samples, the notes of what is gone and those of events that are older than
   * these times, and roll-ups by the hour except for history's counts, which stay as everything by the day does.
   */
  prune(before: {
    minuteBucketsMs: number
    hourBucketsMs: number
    queueSamplesMs: number
    goneMs: number
    /** Sequencers and messages set aside. */
    sequencersMs: number
    setAsideMs: number
  }): Promise<void>
}

export type IndexRange = { prefix: string; after?: string; upTo?: string }

export type IndexedEntry = { key: string; version: string; modifiedMs: number }

export type IndexBatch = {
  tasks: TaskRow[]
  groups: GroupRow[]
  /**
   * Keys that no longer exist in the store. `ifVersion`: only while the row still has that version. `seenMs`: when that
   * was seen; what was read before it is outdated from now on, even where the index does not have the key. Without it,
   * `atMs`, and only of keys in the index.
   */
  gone: { key: string; ifVersion?: string; seenMs?: number }[]
  /** Time of the observation, epoch milliseconds; becomes indexedMs, checkedMs and, for new rows, firstSeenMs. */
  atMs: number
}

export type ApplyOutcome = { inserted: number; changed: number; unchanged: number; gone: number }

/** A task key with what its document says, as it goes into the index. Times are epoch milliseconds. */
export type TaskRow = {
  key: string
  taskId: string
  version: string
  /**
   * The indexed version that was known before this one was read. While the row still has it, this one is accepted even
   * with the same time, or an older one: an undelete brings an old object back.
   */
  replaces?: string
  sizeBytes: number
  storageClass: string
  modifiedMs: number
  /** The time of the event that told of this very version: exact to the millisecond, where modifiedMs has whole seconds. */
  eventMs?: number
  state: string
  ready: boolean
  name: string | null
  queue: string | null
  worker: string | null
  retries: number | null
  dateDoneMs: number | null
  exceptionType: string | null
  exceptionMessage: string | null
  /** Which failure this is, of state FAILURE; null where nothing tells. */
  failure: FailureFacts | null
  groupId: string | null
  parentId: string | null
  serializer: string | null
  extended: boolean
  argsPreview: string | null
  resultPreview: string | null
  /**
   * What this task started, in order, as JSON: `[{"task":"<id>"}, {"group":"<id>","members":[…the same…]}]`, at most 2,000
   * references in all; `{"cut":<number left out>}` stands last where there are more. null where there are none.
   */
  children: string | null
  /** Words to be found by, separated by spaces (lib/search/text-words.ts): of id, name, exception type and message. */
  searchText: string
  /** The same of the first 2,048 characters of arguments and result each. An index may be told not to keep them. */
  valueText: string
  /** When the reading of this version began: what was forgotten after that stays forgotten. */
  readMs: number
  problem: { code: string; message: string; firstBytes: string } | null
}

export type GroupRow = {
  key: string
  groupId: string
  version: string
  /** As with tasks. */
  replaces?: string
  sizeBytes: number
  storageClass: string
  modifiedMs: number
  /** JSON array of lib/celery's ResultReference. */
  membersJson: string
  memberCount: number
  readMs: number
  problem: { code: string; message: string; firstBytes: string } | null
}

export type SyncState = {
  leaseHolder: string | null
  leaseUntilMs: number
  completeToMs: number | null
  sweepStartedMs: number | null
  sweepFinishedMs: number | null
  nextSweepMs: number | null
  /** Somebody asked for a sweep at this time; the loop compares it with sweepStartedMs. */
  requestedMs: number | null
  status: SyncStatus
}

/** Counters of a sweep. `requests` counts LIST and GET separately; `throttled` counts answers that asked to slow down. */
export type SweepCounters = {
  listed: number
  fetched: number
  inserted: number
  changed: number
  gone: number
  problems: number
  foreign: number
  listRequests: number
  getRequests: number
  retried: number
  throttled: number
}

export type SyncStatus = {
  running: (SweepCounters & { startedMs: number; rangesDone: number; ranges: number }) | null
  last: (SweepCounters & { startedMs: number; finishedMs: number }) | null
  /** The newest trouble, with the sentence a person should read; cleared by the next sweep that finishes. */
  trouble: { atMs: number; code: string; message: string; consecutive: number } | null
  /** Of the newest cold start that began with an inventory; absent where none did. */
  inventory?: InventoryStatus | null
}

/** The reading of an inventory into an empty index. Times are epoch milliseconds. */
export type InventoryStatus = {
  label: string
  /** When the inventory was taken; null until its manifest is read. */
  takenMs: number | null
  startedMs: number
  /** Null while it is being read, and where that was cut off. */
  endedMs: number | null
  files: number
  filesDone: number
  /** Lines of the files, those of other prefixes and versions included. */
  rows: number
  /** Keys of results among them. */
  listed: number
  /** In the index before they were reached: read before an interruption, or told of by events. */
  known: number
  read: number
  /** No longer in the bucket. */
  missing: number
  /** Refused or failing objects, which the sweep finds again. */
  left: number
  /** Why the inventory was not read, or not to its end; the bucket is listed instead. */
  problem: { code: string; message: string } | null
}

export type QueueSampleRow = {
  name: string
  url: string
  fifo: boolean
  sampledMs: number
  visible: number
  inFlight: number
  delayed: number
  deadLetterName: string | null
  maxReceiveCount: number | null
  retentionSeconds: number | null
  visibilityTimeoutSeconds: number | null
  maximumMessageBytes: number | null
  /** A sentence where the queue could not be read; the numbers are then the last known ones. */
  problem: string | null
}

export type RequestCountRow = { day: string; operation: string; count: number; retried: number }
