import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let nowMs = 0

function now(): number {
  // Read between two ticks, or before the first one, it may be up to a second old: the same for everybody who asks.
  if (timer === undefined && Date.now() - nowMs >= 1000) nowMs = Date.now()
  return nowMs
}

function tick(): void {
  nowMs = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    // Nobody has asked yet where a page hydrates: without this the first second would be of 1970.
    nowMs = Date.now()
    timer = setInterval(tick, 1000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * A text that depends on the time. All of them share one timer, and a component renders again only when its own text
 * changes. The server, and the browser while it hydrates, say `serverText`.
 */
export function useClockText(format: (nowMs: number) => string, serverText: string): string {
  return useSyncExternalStore(
    subscribe,
    () => format(now()),
    () => serverText,
  )
}
