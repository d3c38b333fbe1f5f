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
  const minutes = new Map<string, HistoryDelta>()
  const hours = new Map<string, HistoryDelta>()

  return {
    /** An object lies in the store (sign 1) or no longer does (sign -1). */
    store(row: Counted, sign: 1 | -1): void {
      const startMs = floorTo(row.occurredMs, hourMs)
      const id = bucketId(startMs, row)
      let delta = stored.get(id)
      if (!delta) {
        delta = { startMs, name: row.name ?? '', queue: row.queue ?? '', state: row.state, objects: 0, bytes: 0 }
        stored.set(id, delta)
      }
      delta.objects += sign
      delta.bytes += sign * row.sizeBytes
    },

    /** A version was observed for the first time. */
    observe(row: Counted, atMs: number): void {
      if (row.occurredMs >= atMs - minutesKeptMs) addTo(minutes, 60, floorTo(row.occurredMs, minuteMs), row)
      addTo(hours, 3600, floorTo(row.occurredMs, hourMs), row)
    },

    /** Buckets in which nothing changed in the end are left out. */
    stored: () => [...stored.values()].filter(({ objects, bytes }) => objects !== 0 || bytes !== 0),
    history: () => [...minutes.values(), ...hours.values()],
  }
}

function addTo(history: Map<string, HistoryDelta>, widthSeconds: 60 | 3600, startMs: number, row: Counted): void {
  const id = bucketId(startMs, row)
  let delta = history.get(id)
  if (!delta) {
    const bucket = { widthSeconds, startMs, name: row.name ?? '', queue: row.queue ?? '', state: row.state }
    delta = { ...bucket, count: 0, runtimeCount: 0, runtimeSumMs: 0 }
    history.set(id, delta)
  }
  delta.count += 1
  if (row.ready && row.runtimeMs !== null) {
    delta.runtimeCount += 1
    delta.runtimeSumMs += row.runtimeMs
  }
}

/** Stored text has no U+0000 in it, so the parts cannot run together. */
function bucketId(startMs: number, { name, queue, state }: Counted): string {
  return `${startMs}\0${name ?? ''}\0${queue ?? ''}\0${state}`
}

function floorTo(ms: number, widthMs: number): number {
  return Math.floor(ms / widthMs) * widthMs
}
