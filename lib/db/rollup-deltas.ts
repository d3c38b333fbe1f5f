const minuteMs = 60_000
const hourMs = 3_600_000
/** Minute roll-ups are for the last hours' charts; older completions are counted by the hour only. */
const minutesKeptMs = 3 * 24 * hourMs

/** The fields of a task version that roll-ups count by. */
export type Counted = {
  occurredMs: number
  name: string | null
  queue: string | null
  state: string
  sizeBytes: number
  ready: boolean
  runtimeMs: number | null
}

export type StoredDelta = {
  startMs: number
  name: string
  queue: string
  state: string
  objects: number
  bytes: number
}

export type HistoryDelta = {
  widthSeconds: 60 | 3600
  startMs: number
  name: string
  queue: string
  state: string
  count: number
  runtimeCount: number
  runtimeSumMs: number
}

/** Adds up what a batch changes in the roll-ups, one entry a bucket. Unknown names and queues count as ''. */
export function collectDeltas() {
  const stored = new Map<string, StoredDelta>()
  const history = new Map<string, HistoryDelta>()

  return {
    /** An object lies in the store (sign 1) or no longer does (sign -1). */
    store(row: Counted, sign: 1 | -1): void {
      const bucket = bucketOf(row, hourMs)
      const delta = entry(stored, bucket, () => ({ ...bucket, objects: 0, bytes: 0 }))
      delta.objects += sign
      delta.bytes += sign * row.sizeBytes
    },

    /** A version was observed for the first time. */
    observe(row: Counted, atMs: number): void {
      const widths = row.occurredMs >= atMs - minutesKeptMs ? ([60, 3600] as const) : ([3600] as const)
      const runtimeMs = row.ready ? row.runtimeMs : null
      for (const widthSeconds of widths) {
        const bucket = { widthSeconds, ...bucketOf(row, widthSeconds === 60 ? minuteMs : hourMs) }
        const delta = entry(history, bucket, () => ({ ...bucket, count: 0, runtimeCount: 0, runtimeSumMs: 0 }))
        delta.count += 1
        if (runtimeMs !== null) {
          delta.runtimeCount += 1
          delta.runtimeSumMs += runtimeMs
        }
      }
    },

    /** Buckets in which nothing changed in the end are left out. */
    stored: () => [...stored.values()].filter(({ objects, bytes }) => objects !== 0 || bytes !== 0),
    history: () => [...history.values()],
  }
}

function bucketOf(row: Counted, widthMs: number) {
  const startMs = Math.floor(row.occurredMs / widthMs) * widthMs
  return { startMs, name: row.name ?? '', queue: row.queue ?? '', state: row.state }
}

function entry<T>(entries: Map<string, T>, bucket: object, empty: () => T): T {
  const id = JSON.stringify(Object.values(bucket))
  const found = entries.get(id) ?? empty()
  entries.set(id, found)
  return found
}
