import { setMaxListeners } from 'node:events'
import { parseResultKey } from '@/lib/celery/result-key'
import { AppError } from '@/lib/errors'
import type { ResultStore, StoredEntry } from '@/lib/results/store'
import { type Batcher, createBatcher } from './batcher'
import { emptyCounters } from './counters'
import { type DecodeDocument, fetchFinding, isUnread, unreadFinding } from './fetch-finding'
import { removeFormerRows } from './former-rows'
import type { ApplyOutcome, SweepCounters, TaskIndex } from './index-port'
import { mergeWithIndex } from './plan'
import { type SweepRange, sweepRanges } from './ranges'
import { createSlots, type Slots } from './slots'
import { isOneObjectsOwn, toleratedFailures } from './tolerated-failures'

export type SweepParts = {
  store: ResultStore
  index: TaskIndex
  decode: DecodeDocument
  /** What stands directly before `celery-task-meta-`. */
  keyPrefix: string
  /** Epoch milliseconds. */
  now: () => number
}

export type SweepOptions = {
  /** GETs at once. */
  concurrency?: number
  /** Ranges swept side by side, each with one LIST stream. */
  ranges?: number
  /** Pages of the index per range. */
  pagesPerRange?: number
  /** Keys of one such page; S3's pages hold 1,000. */
  indexPageSize?: number
  /** Findings per transaction. */
  batchSize?: number
  onProgress?: (progress: SweepProgress) => void
  /** Retries and throttled answers of the store so far; the sweep reports how many came during it. */
  requestTotals?: () => { retried: number; throttled: number }
}

export type SweepProgress = SweepCounters & { startedMs: number; rangesDone: number; ranges: number }

export type SweepOutcome = {
  counters: SweepCounters
  startedMs: number
  finishedMs: number
  /** Objects that stayed unread after all attempts; the next sweep finds them again. Empty: the index is the bucket. */
  failures: { key: string; error: AppError }[]
}

/** The more rows in a batch, the more of them share a page of an index; but readers of a lost batch read again. */
const defaultBatchSize = 1500
/** Objects that S3 refused before are asked for again, but not all of a large bucket, and not at every sweep. */
const unreadRetries = 200

/**
 * Makes the index equal to the bucket: lists it side by side with the index, reads each new or changed object once, and
 * removes what is gone. Memory stays flat at any size. An unchanged bucket costs ⌈N/1000⌉ LIST requests and no GET.
 * Both kinds of keys, `celery-task-meta-` and `celery-taskset-meta-`, lie under one prefix and share one listing.
 *
 * Throws the store's or the index's error where the sweep cannot go on, and the signal's reason when it fires; what was
 * applied until then stays, and sweeping again does the rest.
 */
export async function sweep(
  parts: SweepParts,
  options: SweepOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<SweepOutcome> {
  const run = new Sweep(parts, options, signal)
  return run.toEnd()
}

class Sweep {
  readonly #parts: SweepParts
  readonly #options: SweepOptions
  readonly #outer: AbortSignal
  /** Fires with the outer signal, and when any part of the sweep fails: the others then stop too. */
  readonly #stop = new AbortController()
  readonly #counters = emptyCounters()
  readonly #failures: SweepOutcome['failures'] = []
  readonly #slots: Slots
  readonly #batcher: Batcher
  readonly #startedMs: number
  readonly #totalsBefore: { retried: number; throttled: number }
  #ranges = 0
  #rangesDone = 0
  #readable = 0
  #refused = 0
  #unreadBudget = unreadRetries

  constructor(parts: SweepParts, options: SweepOptions, outer: AbortSignal) {
    this.#parts = parts
    this.#options = options
    this.#outer = outer
    this.#slots = createSlots(options.concurrency ?? 32)
    this.#startedMs = parts.now()
    this.#totalsBefore = this.#totals()
    // Every request in flight listens to this signal.
    setMaxListeners(0, this.#stop.signal)
    this.#batcher = createBatcher({
      index: parts.index,
      now: parts.now,
      batchSize: options.batchSize ?? defaultBatchSize,
      signal: outer,
      onApplied: this.#applied,
    })
  }

  async toEnd(): Promise<SweepOutcome> {
    const { index, keyPrefix, now } = this.#parts
    const forward = () => this.#stop.abort(this.#outer.reason)
    this.#outer.addEventListener('abort', forward, { once: true })
    try {
      this.#outer.throwIfAborted()
      const prefix = `${keyPrefix}celery-task`
      await removeFormerRows(this.#parts, prefix, this.#outer, this.#applied)
      const { pagesPerRange = 8, indexPageSize } = this.#options
      const ranges = sweepRanges(index, prefix, pagesPerRange, indexPageSize)
      const workers = Array.from({ length: this.#options.ranges ?? 4 }, () => this.#work(ranges))
      await Promise.all(workers.map((worker) => worker.catch((error) => this.#stop.abort(error))))
      await this.#slots.idle()
      // What was read before something failed is kept, except where the outer signal forbids to write.
      await this.#batcher.finish()
      this.#stop.signal.throwIfAborted()
    } finally {
      this.#outer.removeEventListener('abort', forward)
    }
    this.#report()
    return { counters: this.#counters, startedMs: this.#startedMs, finishedMs: now(), failures: this.#failures }
  }

  async #work(ranges: AsyncGenerator<SweepRange>): Promise<void> {
    for await (const range of shared(ranges)) {
      this.#ranges += 1
      await this.#sweepRange(range)
      this.#rangesDone += 1
      this.#report()
    }
  }

  async #sweepRange({ prefix, after, upTo, indexed }: SweepRange): Promise<void> {
    const { store, keyPrefix } = this.#parts
    const { signal } = this.#stop
    const merge = mergeWithIndex(indexed)
    for await (const page of store.list({ prefix, after, upTo }, signal)) {
      this.#counters.listRequests += 1
      this.#counters.listed += page.length
      // No database can keep a key with U+0000 in it, so reading it would bring nothing, sweep after sweep.
      const own = page.filter(({ key }) => parseResultKey(keyPrefix, key) !== null && !key.includes('\0'))
      this.#counters.foreign += page.length - own.length
      const plan = merge.page(own)
      for (const { key, version } of plan.gone) await this.#batcher.add({ kind: 'gone', key, ifVersion: version })
      for (const { entry, knownVersion } of plan.fetch) {
        const again = isUnread(knownVersion, entry)
        if (again && this.#unreadBudget-- <= 0) continue
        await this.#slots.take(signal)
        // Not awaited: as many run as there are slots. A failure reaches the others through the signal.
        this.#fetch(entry, knownVersion)
          .catch((error) => this.#stop.abort(error))
          .finally(() => this.#slots.free())
      }
      this.#batcher.flushIfDue()
      this.#report()
    }
    for (const { key, version } of merge.end()) await this.#batcher.add({ kind: 'gone', key, ifVersion: version })
  }

  async #fetch(listed: StoredEntry, knownVersion: string | null): Promise<void> {
    const { key } = listed
    const replaces = knownVersion ?? undefined
    const resultKey = parseResultKey(this.#parts.keyPrefix, key)
    if (!resultKey) return
    const readMs = this.#parts.now()
    const unread = (archivedMessage: string | null) =>
      unreadFinding(resultKey, listed, { archivedMessage, readMs, replaces })
    const onRequest = () => {
      this.#counters.getRequests += 1
    }
    try {
      const fetched = await fetchFinding({ ...this.#parts, onRequest }, { key, resultKey, replaces }, this.#stop.signal)
      switch (fetched.kind) {
        case 'read':
          this.#readable += 1
          this.#unreadBudget += 10
          this.#counters.fetched += 1
          if (fetched.result.kind === 'problem') this.#counters.problems += 1
          return await this.#batcher.add(fetched.finding)
        case 'gone':
          // Another one that stands there by then was found by somebody else, and later.
          if (knownVersion === null) return
          return await this.#batcher.add({ kind: 'gone', key, ifVersion: knownVersion })
        case 'archived':
          this.#counters.problems += 1
          return await this.#batcher.add(unread(fetched.message))
        case 'uncertain':
          this.#counters.problems += 1
          if (!isUnread(knownVersion, listed)) this.#refuse()
          return await this.#batcher.add(unread(null))
        case 'unchanged':
          return
      }
    } catch (error) {
      this.#stop.signal.throwIfAborted()
      if (!isOneObjectsOwn(error)) throw error
      this.#failures.push({ key, error })
      if (this.#failures.length > toleratedFailures) throw error
    }
  }

  /** One refused object is a fact about that object; nothing but refusals is a missing permission. */
  #refuse(): void {
    this.#refused += 1
    if (this.#readable > 0 || this.#refused < 50) return
    const message = `${this.#parts.store.label} can be listed, but none of its objects read. Allow s3:GetObject on them.`
    throw new AppError('access_denied', message, { details: { action: 's3:GetObject' } })
  }

  readonly #applied = ({ inserted, changed, gone }: ApplyOutcome): void => {
    this.#counters.inserted += inserted
    this.#counters.changed += changed
    this.#counters.gone += gone
    this.#report()
  }

  #totals() {
    return this.#options.requestTotals?.() ?? { retried: 0, throttled: 0 }
  }

  #report(): void {
    const totals = this.#totals()
    this.#counters.retried = totals.retried - this.#totalsBefore.retried
    this.#counters.throttled = totals.throttled - this.#totalsBefore.throttled
    this.#options.onProgress?.({
      ...this.#counters,
      startedMs: this.#startedMs,
      rangesDone: this.#rangesDone,
      ranges: this.#ranges,
    })
  }
}

/** Lets several loops draw from one generator: leaving one of them must not close it for the others. */
function shared<T>(generator: AsyncGenerator<T>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => ({ next: () => generator.next() }) }
}
