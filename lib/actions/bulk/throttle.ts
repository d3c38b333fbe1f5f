import type { Clock } from '@/lib/sync/clock'

/** Waits before each batch for as long as the one before may take at so many a second. */
export function createThrottle({ now, sleep }: Clock, perSecond: number | null) {
  let nextMs = 0
  return async (count: number, signal: AbortSignal): Promise<void> => {
    if (perSecond === null) return
    const waitMs = nextMs - now()
    if (waitMs > 0) await sleep(waitMs, signal)
    nextMs = Math.max(nextMs, now()) + (count * 1000) / perSecond
  }
}
