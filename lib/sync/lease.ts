import { setMaxListeners } from 'node:events'
import type { Clock } from './clock'
import type { TaskIndex } from './index-port'

export type LeaseOptions = {
  index: TaskIndex
  clock: Clock
  /** Unique to this process and app. */
  holder: string
  /** How long others must wait after the holder has fallen silent. */
  leaseMs: number
  onError: (error: unknown) => void
}

/** The reason of an aborted signal when another process may now be sweeping. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/**
 * Waits until this process holds the lease, then runs `work` for as long as it does. Returns when the work ends or the
 * lease is lost; rejects when `signal` fires or the work fails. The signal given to the work fires at once when the
 * lease can no longer be renewed in time, since another process takes over then.
 */
export async function whileHoldingLease(
  options: LeaseOptions,
  work: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { index, clock, holder, leaseMs, onError } = options
  const held = new AbortController()
  setMaxListeners(0, held.signal)
  const forward = () => held.abort(signal.reason)
  let untilMs = 0

  async function renew(): Promise<boolean> {
    const nowMs = clock.now()
    if (!(await index.acquireLease(holder, nowMs, nowMs + leaseMs))) return false
    untilMs = nowMs + leaseMs
    return true
  }

  /** A database that is away for a moment costs nothing; one that is away until the lease ends costs the lease. */
  async function keepRenewing(): Promise<void> {
    for (;;) {
      await clock.sleep(leaseMs / 4, held.signal)
      try {
        if (!(await renew())) return held.abort(new LeaseLost('Another process holds the lease.'))
      } catch (error) {
        onError(error)
      }
      if (clock.now() >= untilMs - leaseMs / 4) return held.abort(new LeaseLost('The lease could not be renewed.'))
    }
  }

  /** Now and then, since a holder may give the lease back; and at its end, so that one who was killed is missed no longer. */
  async function nextLookMs(): Promise<number> {
    const { leaseUntilMs } = await index.getSyncState().catch(() => ({ leaseUntilMs: 0 }))
    const leftMs = leaseUntilMs - clock.now()
    return leftMs > 0 ? Math.min(leftMs, leaseMs / 3) : leaseMs / 3
  }

  while (!(await renew().catch(reported(onError)))) await clock.sleep(await nextLookMs(), signal)
  signal.throwIfAborted()
  signal.addEventListener('abort', forward, { once: true })
  const renewing = keepRenewing().catch(() => {})
  try {
    await work(held.signal)
  } catch (error) {
    if (!(held.signal.reason instanceof LeaseLost)) throw error
    onError(held.signal.reason)
  } finally {
    signal.removeEventListener('abort', forward)
    held.abort()
    await renewing
    await index.releaseLease(holder).catch(onError)
  }
}

function reported(onError: (error: unknown) => void) {
  return (error: unknown): false => {
    onError(error)
    return false
  }
}
