/**
 * Bounds how many requests run at once and bends to the answer "slow down": half as many at once after a throttled
 * request, then one more for every round of successes (as TCP does). All callers of a store share one limiter, since S3
 * throttles a prefix and not a caller.
 */
export type AdaptiveLimiter = {
  /** Runs the task as soon as there is room. It calls `throttled` when it was asked to slow down. */
  run<T>(task: (throttled: () => void) => Promise<T>): Promise<T>
  /** How many may run at once now. */
  readonly limit: number
}

export function createAdaptiveLimiter(maximum: number): AdaptiveLimiter {
  const waiting: (() => void)[] = []
  let limit = maximum
  let running = 0
  let pace = 0

  function release(): void {
    running -= 1
    while (running < Math.floor(limit)) {
      const next = waiting.shift()
      if (!next) return
      running += 1
      next()
    }
  }

  return {
    get limit() {
      return Math.floor(limit)
    },
    async run(task) {
      if (running < Math.floor(limit)) running += 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      const startedAtPace = pace
      try {
        const result = await task(() => {
          // What was sent at the former pace says nothing about this one: a burst of refusals lowers it once.
          if (startedAtPace !== pace) return
          limit = Math.max(1, limit / 2)
          pace += 1
        })
        if (startedAtPace === pace && limit < maximum) limit = Math.min(maximum, limit + 1 / limit)
        return result
      } finally {
        release()
      }
    },
  }
}
