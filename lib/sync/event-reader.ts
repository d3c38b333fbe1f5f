import { setMaxListeners } from 'node:events'
import type { Clock } from './clock'
import { type EventParts, type RoundOptions, type RoundOutcome, readEventsOnce } from './event-round'
import { createTroubles } from './troubles'

export type EventReaderOptions = RoundOptions & {
  clock: Clock
  /** Whatever went wrong and was survived. For the log. */
  onError: (part: string, error: unknown) => void
}

/** How often the depth of the queue is asked for while events come, and while none do. Each asking is billed. */
const backlogEveryMs = 10_000
const idleBacklogEveryMs = 60_000
const firstBackOffMs = 1000
const longestBackOffMs = 60_000
/** Long polling waits for itself; a queue that cannot do it must not be asked without a pause. */
const shortestIdleRoundMs = 1000

/**
 * Reads events until the signal fires. Any number of processes may do this side by side, whoever holds the lease: the
 * queue hands each message to one of them, and the sequencers in the index keep them in order.
 */
export async function keepReadingEvents(
  parts: EventParts,
  options: EventReaderOptions,
  outer: AbortSignal,
): Promise<void> {
  const { clock, onError } = options
  const stop = new AbortController()
  const { signal } = stop
  // Every request in flight listens to this signal.
  setMaxListeners(0, signal)
  outer.addEventListener('abort', () => stop.abort(outer.reason), { once: true })
  if (outer.aborted) return
  const troubles = createTroubles()
  const note = createNotes(parts, clock)
  for (let failures = 0; !signal.aborted; ) {
    const startedMs = clock.now()
    try {
      const outcome = await readEventsOnce(parts, options, signal)
      if (outcome.failure !== null) throw outcome.failure
      if (failures > 0) troubles.clear('reading of events')
      failures = 0
      await note.heard(outcome, signal)
      const tookMs = clock.now() - startedMs
      if (outcome.messages === 0 && tookMs < shortestIdleRoundMs) await clock.sleep(shortestIdleRoundMs, signal)
    } catch (error) {
      if (signal.aborted) return
      failures += 1
      onError('events', error)
      await note
        .troubled(troubles.add('reading of events', error, clock.now()))
        .catch((cause) => onError('events', cause))
      await clock.sleep(backOffMs(failures), signal).catch(() => {})
    }
  }
}

/** Writes down how it goes, for the screens: now and then, and whenever trouble begins or ends. */
function createNotes({ queue, index }: EventParts, clock: Clock) {
  let backlogMs = Number.NEGATIVE_INFINITY
  let moved = true
  return {
    async heard({ messages, oldestMs }: RoundOutcome, signal: AbortSignal): Promise<void> {
      const nowMs = clock.now()
      if (messages > 0) moved = true
      if (nowMs - backlogMs < (moved ? backlogEveryMs : idleBacklogEveryMs)) {
        if (messages === 0) await index.saveEventState({ heardMs: nowMs, oldestMs, trouble: null })
        return
      }
      // Read before the queue is asked: what is applied meanwhile may have passed over an event still in flight.
      const { newestMs } = await index.getEventState()
      const { waiting, inFlight } = await queue.getBacklog(signal)
      backlogMs = nowMs
      moved = false
      const complete = waiting + inFlight === 0 && newestMs !== null ? { completeToMs: newestMs } : {}
      await index.saveEventState({ heardMs: nowMs, waiting, inFlight, backlogMs, oldestMs, trouble: null, ...complete })
    },
    troubled: (trouble: ReturnType<ReturnType<typeof createTroubles>['add']>) => index.saveEventState({ trouble }),
  }
}

function backOffMs(failures: number): number {
  const longest = Math.min(longestBackOffMs, firstBackOffMs * 2 ** (failures - 1))
  return longest * (0.75 + Math.random() / 4)
}
