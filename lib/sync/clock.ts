import { setTimeout as sleep } from 'node:timers/promises'

/** Time as the loop sees it: injected, so that tests need not wait. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number
  /** Rejects with the signal's reason when it fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: Date.now,
  async sleep(ms, signal) {
    signal.throwIfAborted()
    await sleep(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
  },
}
