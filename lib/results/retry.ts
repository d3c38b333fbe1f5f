import { setTimeout as sleep } from 'node:timers/promises'

/** How patient a store is. Delays double from the base up to the maximum; the time waited is a random part of that. */
export type RetryPolicy = { attempts: number; baseDelayMs: number; throttledDelayMs: number; maximumDelayMs: number }

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 6,
  baseDelayMs: 100,
  throttledDelayMs: 500,
  maximumDelayMs: 20_000,
}

export type Retryable = 'throttled' | 'transient' | null

/**
 * Calls `attempt` until it succeeds, fails for good, or has failed `policy.attempts` times. Full jitter, because many
 * requests that were throttled together would otherwise come back together.
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  options: {
    policy: RetryPolicy
    signal: AbortSignal
    classify: (error: unknown) => Retryable
    onRetry: (reason: 'throttled' | 'transient') => void
  },
): Promise<T> {
  const { policy, signal, classify, onRetry } = options
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt()
    } catch (error) {
      signal.throwIfAborted()
      const reason = classify(error)
      if (reason === null || failures >= policy.attempts) throw error
      onRetry(reason)
      await sleep(delayMs(policy, reason, failures), undefined, { signal })
    }
  }
}

function delayMs(policy: RetryPolicy, reason: 'throttled' | 'transient', failures: number): number {
  const base = reason === 'throttled' ? policy.throttledDelayMs : policy.baseDelayMs
  return Math.random() * Math.min(policy.maximumDelayMs, base * 2 ** (failures - 1))
}
