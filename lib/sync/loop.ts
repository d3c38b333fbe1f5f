import type { Broker } from '@/lib/broker/broker'
import type { Clock } from './clock'
import type { SweepParts } from './engine'
import type { RequestCountRow, TaskIndex } from './index-port'
import { LeaseLost, whileHoldingLease } from './lease'
import { createQueueSampler } from './queue-sampler'
import { recheckUnfinished } from './recheck'
import { keepSweeping, type SweepInterval } from './sweeper'
import { createSyncJournal, type SyncJournal } from './sync-journal'
import { createTroubles, type Troubles } from './troubles'

export type LoopParts = Omit<SweepParts, 'now'> & {
  broker: Broker | null
  clock: Clock
  /** Takes out the requests counted since the last call. */
  drainRequests: () => RequestCountRow[]
  requestTotals?: () => { retried: number; throttled: number }
  /** Runs beside the sweeps under the same lease, until its signal fires: what only one process may do. */
  background?: (signal: AbortSignal) => Promise<void>
  /** Whatever went wrong and was survived. For the log. */
  onError: (part: string, error: unknown) => void
}

export type LoopOptions = {
  /** Names this process in the lease; unique. */
  holder: string
  sweepIntervalMs: number | SweepInterval
  recheckIntervalMs: number
  queueSampleIntervalMs: number
  /** GETs at once. */
  concurrency: number
  leaseMs?: number
}

const dayMs = 86_400_000
const hourMs = 3_600_000
const keepMinuteBucketsMs = 3 * dayMs
const keepHourBucketsMs = 15 * dayMs
const keepQueueSamplesMs = 8 * dayMs
const keepGoneMs = dayMs
/** S3 delivers late at times, but not by a day; whatever comes later is looked up again, and nothing is wrong. */
const keepSequencersMs = dayMs
const keepSetAsideMs = 30 * dayMs
const flushEveryMs = 10_000

/**
 * Keeps one app's index up to date until the signal fires: sweeps, re-checks of unfinished tasks, queue samples. Any
 * number of processes may run this; the one that holds the lease works, the others wait to take over.
 */
export async function runSyncLoop(parts: LoopParts, options: LoopOptions, signal: AbortSignal): Promise<void> {
  const { index, clock, onError } = parts
  const { holder, leaseMs = 15_000 } = options
  const lease = { index, clock, holder, leaseMs, onError: (error: unknown) => onError('lease', error) }
  while (!signal.aborted) {
    try {
      await whileHoldingLease(lease, (held) => work(parts, options, held), signal)
    } catch (error) {
      if (signal.aborted) return
      // A database that is away: nothing can be written down, not even that.
      onError('sync', error)
      await clock.sleep(leaseMs, signal).catch(() => {})
    }
  }
}

/** Writes the counted requests of this process to the index every few seconds, until the signal fires. */
export async function keepFlushingRequests(
  parts: { index: TaskIndex; clock: Clock; drainRequests: () => RequestCountRow[]; onError: LoopParts['onError'] },
  signal: AbortSignal,
): Promise<void> {
  const { index, clock, drainRequests, onError } = parts
  let unsaved: RequestCountRow[] = []
  const flush = async () => {
    unsaved.push(...drainRequests())
    if (unsaved.length === 0) return
    await index.addRequests(unsaved)
    unsaved = []
  }
  while (!signal.aborted) {
    await clock.sleep(flushEveryMs, signal).catch(() => {})
    await flush().catch((error) => onError('request counts', error))
  }
}

async function work(parts: LoopParts, options: LoopOptions, signal: AbortSignal): Promise<void> {
  const { index, broker, clock, onError } = parts
  const { now } = clock
  const { sweepIntervalMs } = options
  const troubles = createTroubles()
  const journal = createSyncJournal(index, clock, await index.getSyncState(), troubles)
  const sweepParts: SweepParts = { ...parts, now }
  const periodic = (name: string, everyMs: number, task: () => Promise<unknown>) =>
    keepDoing({ name, everyMs, task, clock, journal, troubles, onError }, signal)

  const running: Promise<void>[] = [
    keepSweeping(
      {
        parts: sweepParts,
        clock,
        journal,
        troubles,
        sweepOptions: { concurrency: options.concurrency, requestTotals: parts.requestTotals },
        interval: typeof sweepIntervalMs === 'number' ? () => sweepIntervalMs : sweepIntervalMs,
        onError: (error) => onError('sweep', error),
      },
      signal,
    ),
    periodic('re-check', options.recheckIntervalMs, () =>
      recheckUnfinished(sweepParts, { minimumAgeMs: options.recheckIntervalMs }, signal),
    ),
    periodic('clean-up', hourMs, () =>
      index.prune({
        minuteBucketsMs: now() - keepMinuteBucketsMs,
        hourBucketsMs: now() - keepHourBucketsMs,
        queueSamplesMs: now() - keepQueueSamplesMs,
        goneMs: now() - keepGoneMs,
        sequencersMs: now() - keepSequencersMs,
        setAsideMs: now() - keepSetAsideMs,
      }),
    ),
    periodic('storage snapshot', hourMs, async () => {
      // Until the first sweep is through, the index knows of a part only, and growth would be told from that.
      const { sweepFinishedMs } = await index.getSyncState()
      if (sweepFinishedMs !== null) await index.saveStorageDay(new Date(now()).toISOString().slice(0, 10))
    }),
  ]
  if (broker) {
    const sampler = createQueueSampler(broker, index, now)
    running.push(periodic('queue sampling', options.queueSampleIntervalMs, () => sampler.sample(signal)))
  }
  if (parts.background) running.push(parts.background(signal))
  // The lease is given back only when everything has stopped.
  const ends = await Promise.allSettled(running)
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed && !(failed.reason instanceof LeaseLost)) throw failed.reason
}

type Periodic = {
  name: string
  everyMs: number
  task: () => Promise<unknown>
  clock: Clock
  journal: SyncJournal
  troubles: Troubles
  onError: LoopParts['onError']
}

async function keepDoing(options: Periodic, signal: AbortSignal): Promise<never> {
  const { name, everyMs, task, clock, journal, troubles, onError } = options
  for (let failing = false; ; ) {
    try {
      await task()
      if (failing) {
        troubles.clear(name)
        await journal.troublesChanged()
      }
      failing = false
    } catch (error) {
      signal.throwIfAborted()
      onError(name, error)
      troubles.add(name, error, clock.now())
      failing = true
      await journal.troublesChanged().catch((cause) => onError(name, cause))
    }
    await clock.sleep(everyMs, signal)
  }
}
