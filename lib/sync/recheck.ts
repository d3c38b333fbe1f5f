import { setMaxListeners } from 'node:events'
import type { DecodeProblem, GroupDocument, TaskResult } from '@/lib/celery/result'
import { parseResultKey, taskKey } from '@/lib/celery/result-key'
import type { StoredDocument } from '@/lib/results/store'
import { createBatcher } from './batcher'
import type { SweepParts } from './engine'
import { fetchFinding } from './fetch-finding'
import { createSlots } from './slots'

export type RecheckOptions = {
  /** At most this many tasks a round. */
  limit?: number
  /** Only tasks whose last check is at least this long ago. */
  minimumAgeMs?: number
  /**
   * Only tasks whose present version is at most this old. What has not moved for a day was most likely lost, and would
   * be asked for, and billed, for ever; where it moves after all, the next sweep sees its new version.
   */
  maximumAgeMs?: number
  concurrency?: number
}

export type RecheckOutcome = { checked: number; changed: number; gone: number }

/**
 * Asks again for unfinished tasks, the longest unasked first, by conditional GETs: a finished task shows up long before
 * the next sweep reaches it. Throws the first error of the store or the index; what was learned until then is kept.
 */
export async function recheckUnfinished(
  parts: SweepParts,
  { limit = 200, minimumAgeMs = 10_000, maximumAgeMs = 86_400_000, concurrency = 16 }: RecheckOptions,
  signal: AbortSignal,
): Promise<RecheckOutcome> {
  const { index, keyPrefix, now } = parts
  const entries = await index.listUnfinished(limit, now() - minimumAgeMs, now() - maximumAgeMs)
  const outcome: RecheckOutcome = { checked: entries.length, changed: 0, gone: 0 }
  const unchanged: string[] = []
  const slots = createSlots(concurrency)
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  const forward = () => stop.abort(signal.reason)
  signal.throwIfAborted()
  signal.addEventListener('abort', forward, { once: true })
  const batcher = createBatcher({
    index,
    now,
    batchSize: 500,
    signal,
    onApplied: ({ changed, gone }) => {
      outcome.changed += changed
      outcome.gone += gone
    },
  })

  async function check(key: string, version: string): Promise<void> {
    const resultKey = parseResultKey(keyPrefix, key)
    if (!resultKey) return
    const target = { key, resultKey, ifNoneMatch: version }
    const fetched = await fetchFinding({ ...parts, onRequest: () => {} }, target, stop.signal)
    if (fetched.kind === 'read') await batcher.add(fetched.finding)
    else if (fetched.kind === 'gone') await batcher.add({ kind: 'gone', key, ifVersion: version })
    else unchanged.push(key)
  }

  try {
    for (const { key, version } of entries) {
      await slots.take(stop.signal).catch(() => {})
      if (stop.signal.aborted) break
      check(key, version)
        .catch((error) => stop.abort(error))
        .finally(() => slots.free())
    }
    await slots.idle()
    await batcher.finish()
    if (unchanged.length > 0 && !signal.aborted) await index.markChecked(unchanged, now())
    stop.signal.throwIfAborted()
  } finally {
    signal.removeEventListener('abort', forward)
  }
  return outcome
}

/** What stands under one task's key now. The index has been told. */
export type TaskCheck =
  | { kind: 'found'; document: StoredDocument; result: TaskResult | GroupDocument | DecodeProblem }
  | { kind: 'unchanged' }
  | { kind: 'gone' }
  /** 403: missing, or forbidden. The index is left as it is. */
  | { kind: 'uncertain' }
  | { kind: 'archived'; message: string }

/**
 * Looks at one task's key now, for a person who opens it, and brings the index up to date. With `knownVersion` an
 * unchanged object sends no body; the body of a found document has been read. Throws what the store throws.
 */
export async function recheckTask(
  parts: SweepParts,
  taskId: string,
  options: { knownVersion?: string },
  signal: AbortSignal,
): Promise<TaskCheck> {
  const { index, keyPrefix, now } = parts
  const key = taskKey(keyPrefix, taskId)
  const resultKey = { kind: 'task' as const, id: taskId }
  const [mark] = await index.listEventMarks([key])
  const indexed = mark?.version ?? undefined
  const target = { key, resultKey, ifNoneMatch: options.knownVersion, replaces: indexed }
  const fetched = await fetchFinding({ ...parts, onRequest: () => {} }, target, signal)
  const nothing = { tasks: [], groups: [], gone: [], atMs: now() }
  switch (fetched.kind) {
    case 'read': {
      const { finding, document, result } = fetched
      if (finding.kind === 'task') await index.apply({ ...nothing, tasks: [finding.row] })
      return { kind: 'found', document, result }
    }
    case 'gone':
      if (indexed !== undefined) await index.apply({ ...nothing, gone: [{ key, ifVersion: indexed }] })
      return fetched
    case 'unchanged':
      await index.markChecked([key], now())
      return fetched
    default:
      return fetched
  }
}
