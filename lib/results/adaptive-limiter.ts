/**
 * Bounds how many requests run at once and bends to the answer "slow down": half as many at once after a throttled
 * request, then one more for every round of successes (as TCP does). All callers of a store share one limiter, since S3
 * throttles a prefix and not a caller.
 *
 * A request that hangs lends its place to another: where only few may run, one without an answer would hold up all.
 */
export type AdaptiveLimiter = {
  /** Runs the task as soon as there is room. It calls `throttled` when it was asked to slow down. */
  run<T>(task: (throttled: () => void) => Promise<T>): Promise<T>
  /** How many may run at once now. */
  readonly limit: number
}

/** `hangsAfterMs`: a thousand objects are listed in a tenth of that. */
export function createAdaptiveLimiter(maximum: number, hangsAfterMs = 2000): AdaptiveLimiter {
  const waiting: (() => void)[] = []
  let limit = maximum
  let running = 0
  /** Beside those that run: they count for the maximum only. */
  let hanging = 0
  let pace = 0

  const hasRoom = () => running < Math.floor(limit) && running + hanging < maximum

  function admit(): void {
    while (hasRoom()) {
      const next = waiting.shift()
      if (!next) return
      running += 1
      next()
    }
  }

  /** To be called with a place taken; gives it back, or what has become of it. */
  function holdPlace(): () => void {
    let hangs = false
    const timer = setTimeout(() => {
      hangs = true
      running -= 1
      hanging += 1
      admit()
    }, hangsAfterMs)
    return () => {
      clearTimeout(timer)
      if (hangs) hanging -= 1
      else running -= 1
      admit()
    }
  }

  return {
    get limit() {
      return Math.floor(limit)
    },
    async run(task) {
      if (hasRoom()) running += 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      const release = holdPlace()
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
