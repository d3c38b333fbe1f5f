import { AppError } from '@/lib/errors'
import type { Clock } from './clock'
import { startFromInventory } from './cold-start'
import { type SweepOptions, type SweepOutcome, type SweepParts, sweep } from './engine'
import type { SyncJournal } from './sync-journal'
import type { Troubles } from './troubles'

/** May change with time: with events that have fallen silent, sweeps have to come more often again. */
export type SweepInterval = (listRequests: number) => number | Promise<number>

export type SweeperOptions = {
  parts: SweepParts
  clock: Clock
  journal: SyncJournal
  troubles: Troubles
  sweepOptions: Omit<SweepOptions, 'onProgress'>
  /** Milliseconds from one sweep to the next, after one that made so many LIST requests. */
  interval: SweepInterval
  onError: (error: unknown) => void
}

/** How soon a request for a sweep is seen. */
const lookEveryMs = 1000
const firstBackOffMs = 5000
const longestBackOffMs = 600_000

/**
 * Sweeps for ever: at the interval, when somebody asks, and after a failure with growing pauses. An empty index is filled from an
 * inventory first, where there is one. Ends with the signal.
 */
export async function keepSweeping(options: SweeperOptions, signal: AbortSignal): Promise<never> {
  const { clock, parts, journal, sweepOptions, onError } = options
  const { inventoryMoved: onMoved, inventoryEnded: onEnded } = journal
  await startFromInventory(parts, { ...sweepOptions, onMoved, onEnded, onError }, signal)
  for (;;) {
    const { startedMs, nextMs: plannedMs, done } = await sweepOnce(options, signal)
    let nextMs = plannedMs
    while (clock.now() < nextMs) {
      await clock.sleep(Math.min(lookEveryMs, Math.max(1, nextMs - clock.now())), signal)
      try {
        const { requestedMs } = await parts.index.getSyncState()
        if (requestedMs !== null && requestedMs > startedMs) break
        if (!done) continue
        const movedMs = nextTime(done, await options.interval(done.counters.listRequests))
        if (movedMs !== nextMs) await journal.nextSweepMoved(movedMs)
        nextMs = movedMs
      } catch (error) {
        onError(error)
      }
    }
  }
}

/** `done`: null where the sweep failed, or left something out. */
async function sweepOnce(
  options: SweeperOptions,
  signal: AbortSignal,
): Promise<{ startedMs: number; nextMs: number; done: SweepOutcome | null }> {
  const { parts, clock, journal, troubles, sweepOptions, onError } = options
  const startedMs = clock.now()
  let outcome: SweepOutcome | null = null
  let done: SweepOutcome | null = null
  let nextMs: number
  try {
    await journal.sweepStarted(startedMs)
    outcome = await sweep(parts, { ...sweepOptions, onProgress: journal.sweepMoved }, signal)
    const { failures } = outcome
    if (failures.length > 0) throw incomplete(failures)
    troubles.clear('sweep')
    nextMs = nextTime(outcome, await options.interval(outcome.counters.listRequests))
    done = outcome
  } catch (error) {
    signal.throwIfAborted()
    onError(error)
    const { consecutive } = troubles.add('sweep', error, clock.now())
    nextMs = clock.now() + backOffMs(consecutive)
  }
  // If even this cannot be written, the trouble is the database's, and the next sweep meets it again.
  await journal.sweepEnded(outcome, nextMs).catch(onError)
  signal.throwIfAborted()
  return { startedMs, nextMs, done }
}

/** A bucket so large that a sweep takes longer than the interval still gets as much rest as it got work. */
function nextTime({ startedMs, finishedMs }: SweepOutcome, intervalMs: number): number {
  return Math.max(startedMs + intervalMs, Math.min(finishedMs + intervalMs, finishedMs + (finishedMs - startedMs)))
}

function backOffMs(consecutive: number): number {
  const longest = Math.min(longestBackOffMs, firstBackOffMs * 2 ** (consecutive - 1))
  return longest * (0.75 + Math.random() / 4)
}

function incomplete(failures: SweepOutcome['failures']): AppError {
  const [first] = failures
  const objects = failures.length === 1 ? 'One object' : `${failures.length} objects`
  const message = `${objects} could not be read and will be tried again. ${first?.error.message ?? ''}`.trim()
  return new AppError(first?.error.code ?? 'upstream', message)
}
