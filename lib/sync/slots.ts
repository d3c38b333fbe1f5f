/** A fixed number of places for work that runs side by side. `take` waits for a free one: that is the back-pressure. */
export type Slots = {
  /** Rejects with the signal's reason when it fires while waiting. */
  take(signal: AbortSignal): Promise<void>
  free(): void
  /** Resolves when nobody holds a place. */
  idle(): Promise<void>
}

export function createSlots(count: number): Slots {
  let taken = 0
  const waiting: { enter: () => void; leave: (reason: unknown) => void }[] = []
  const idlers: (() => void)[] = []
  return {
    async take(signal) {
      signal.throwIfAborted()
      if (taken < count) {
        taken += 1
        return
      }
      await new Promise<void>((resolve, reject) => {
        const leave = () => {
          waiting.splice(waiting.indexOf(place), 1)
          reject(signal.reason)
        }
        const enter = () => {
          signal.removeEventListener('abort', leave)
          resolve()
        }
        const place = { enter, leave }
        waiting.push(place)
        signal.addEventListener('abort', leave, { once: true })
      })
    },
    free() {
      const next = waiting.shift()
      if (next) return next.enter()
      taken -= 1
      if (taken === 0) for (const resolve of idlers.splice(0)) resolve()
    },
    async idle() {
      if (taken > 0) await new Promise<void>((resolve) => idlers.push(resolve))
    },
  }
}
