/** A setting of this browser: kept in localStorage, followed across tabs, readable by useSyncExternalStore. */
export type StoredSetting<T extends string> = {
  get: () => T
  set: (value: T) => void
  subscribe: (listener: () => void) => () => void
}

/** `allowed[0]` is what holds before anybody chose, and where the browser keeps nothing (private mode, blocked storage). */
export function storedSetting<const T extends string>(key: string, allowed: readonly [T, ...T[]]): StoredSetting<T> {
  const listeners = new Set<() => void>()
  let unsaved: T | undefined
  return {
    get: () => unsaved ?? allowed.find((value) => value === read(key)) ?? allowed[0],
    set(value) {
      unsaved = write(key, value) ? undefined : value
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      const onStorage = (event: StorageEvent) => {
        if (event.key === key || event.key === null) listener()
      }
      listeners.add(listener)
      window.addEventListener('storage', onStorage)
      return () => {
        listeners.delete(listener)
        window.removeEventListener('storage', onStorage)
      }
    },
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string): boolean {
  try {
    localStorage.setItem(key, value)
    return true
  } catch {
    return false
  }
}
