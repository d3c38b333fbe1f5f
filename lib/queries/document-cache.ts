/**
 * The last read documents, so that a page that polls one unfinished task asks S3 "has it changed?" instead of reading
 * the body again. Bounded by the bytes its entries stand for; the least recently used goes first.
 */
export type DocumentCache<T> = {
  get(key: string): T | undefined
  set(key: string, value: T, bytes: number): void
  delete(key: string): void
}

export function createDocumentCache<T>(capBytes: number): DocumentCache<T> {
  const entries = new Map<string, { value: T; bytes: number }>()
  let held = 0

  function remove(key: string): void {
    held -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }

  return {
    get(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      // A map keeps the order of insertion: putting it back makes it the youngest.
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },
    set(key, value, bytes) {
      remove(key)
      if (bytes > capBytes / 4) return
      entries.set(key, { value, bytes })
      held += bytes
      for (const oldest of entries.keys()) {
        if (held <= capBytes) break
        remove(oldest)
      }
    },
    delete: remove,
  }
}
