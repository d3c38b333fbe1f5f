import { useEffect, useSyncExternalStore } from 'react'

/**
 * Code that nobody needs before the first row: menus, dialogs, the palette. It comes when the person first moves, touches or
 * types, so that it is there by the time something is pressed; or when it is wanted at once.
 */
export type Later<T> = {
  /** Null until it has come. */
  get(): T | null
  subscribe(listener: () => void): () => void
  /** Resolves to null where it cannot be had now; the next call tries again. */
  load(): Promise<T | null>
}

const firstSigns = ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'keydown'] as const
const waiting = new Set<() => unknown>()
let touched = false

/** Runs `load` when the person does something, or now if that has happened already. In the browser only. */
function whenTouched(load: () => unknown): void {
  if (touched) {
    load()
    return
  }
  if (waiting.size === 0) for (const sign of firstSigns) addEventListener(sign, onTouch, { passive: true })
  waiting.add(load)
}

function onTouch(): void {
  touched = true
  for (const sign of firstSigns) removeEventListener(sign, onTouch)
  for (const load of waiting) load()
  waiting.clear()
}

export function later<T>(fetchCode: () => Promise<T>): Later<T> {
  const listeners = new Set<() => void>()
  let code: T | null = null
  let coming: Promise<T | null> | null = null
  const load = () => {
    coming ??= fetchCode().then(
      (loaded) => {
        code = loaded
        for (const listener of listeners) listener()
        return loaded
      },
      () => {
        coming = null
        return null
      },
    )
    return coming
  }
  return {
    get: () => code,
    subscribe(listener) {
      listeners.add(listener)
      if (code === null) whenTouched(load)
      return () => listeners.delete(listener)
    },
    load,
  }
}

/** What has come, or null. `wanted`: something is open that cannot be drawn without it. */
export function useLater<T>(part: Later<T>, wanted = false): T | null {
  const code = useSyncExternalStore(part.subscribe, part.get, () => null)
  useEffect(() => {
    if (wanted) void part.load()
  }, [part, wanted])
  return code
}
