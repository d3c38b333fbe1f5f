import { setMaxListeners } from 'node:events'
import { parseResultKey } from '@/lib/celery/result-key'
import { AppError } from '@/lib/errors'
import type { Inventory } from '@/lib/inventory/inventory'
import { createBatcher } from './batcher'
import { emptyCounters } from './counters'
import type { SweepParts, SweepProgress } from './engine'
import { fetchFinding } from './fetch-finding'
import type { InventoryStatus } from './index-port'
import { createSlots } from './slots'
import { isOneObjectsOwn, toleratedFailures } from './tolerated-failures'

export type ReadInventoryOptions = {
  /** GETs at once. */
  concurrency?: number
  /** Findings per transaction. */
  batchSize?: number
  requestTotals?: () => { retried: number; throttled: number }
  onMoved: (status: InventoryStatus, progress: SweepProgress) => void
}

/** Nothing but refusals is a missing permission; each of them is billed. */
const toleratedRefusals = 50
/** After so many objects, an inventory of which more than half is gone costs more than it brings. */
const fairTrial = 2000

/**
 * Reads every object that an inventory names and the index lacks, once each. The list is old and in no order, so nothing else
 * follows from it: a key that the index has stays as it is, a key that is gone changes nothing, and what was refused is left to
 * the sweep. Memory stays flat at any size. Throws the error of the inventory, the store or the index where it cannot go on; what
 * was read until then is kept.
 */
export async function readInventory(
  parts: SweepParts,
  inventory: Inventory,
  begun: InventoryStatus,
  { concurrency = 32, batchSize = 500, requestTotals, onMoved }: ReadInventoryOptions,
  signal: AbortSignal,
): Promise<InventoryStatus> {
  const { index, keyPrefix, now } = parts
  const status = { ...begun }
  const counters = emptyCounters()
  const totals = () => requestTotals?.() ?? { retried: 0, throttled: 0 }
  const before = totals()
  let failures = 0
  const slots = createSlots(concurrency)
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  const forward = () => stop.abort(signal.reason)
  const batcher = createBatcher({
    index,
    now,
    batchSize,
    signal,
    onApplied: ({ inserted, changed, gone }) => {
      counters.inserted += inserted
      counters.changed += changed
      counters.gone += gone
      report()
    },
  })

  function report(): void {
    const { retried, throttled } = totals()
    counters.retried = retried - before.retried
    counters.throttled = throttled - before.throttled
    const { startedMs, files, filesDone } = status
    onMoved({ ...status }, { ...counters, startedMs, ranges: files, rangesDone: filesDone })
  }

  async function read(key: string): Promise<void> {
    const resultKey = parseResultKey(keyPrefix, key)
    if (!resultKey) return
    const onRequest = () => {
      counters.getRequests += 1
    }
    try {
      const fetched = await fetchFinding({ ...parts, onRequest }, { key, resultKey }, stop.signal)
      if (fetched.kind === 'gone') {
        status.missing += 1
        if (status.missing + status.read >= fairTrial && status.missing > status.read) throw outdated(status.missing)
      } else if (fetched.kind !== 'read') {
        status.left += 1
        if (status.read === 0 && status.left >= toleratedRefusals) throw refused(parts)
      } else {
        status.read += 1
        counters.fetched += 1
        if (fetched.result.kind === 'problem') counters.problems += 1
        await batcher.add(fetched.finding)
      }
    } catch (error) {
      stop.signal.throwIfAborted()
      if (!isOneObjectsOwn(error)) throw error
      failures += 1
      if (failures > toleratedFailures) throw error
      status.left += 1
    }
  }

  signal.throwIfAborted()
  signal.addEventListener('abort', forward, { once: true })
  try {
    try {
      for await (const { keys, rows, filesDone } of inventory.keys(`${keyPrefix}celery-task`, stop.signal)) {
        // No database can keep a key with U+0000 in it. A key can come twice while a list is being taken.
        const own = [...new Set(keys)].filter((key) => parseResultKey(keyPrefix, key) !== null && !key.includes('\0'))
        counters.foreign += keys.length - own.length
        counters.listed += own.length
        Object.assign(status, { rows, filesDone, listed: status.listed + own.length })
        for (const { key, version } of await index.listEventMarks(own)) {
          if (version !== null) {
            status.known += 1
            continue
          }
          await slots.take(stop.signal)
          // Not awaited: as many run as there are slots. A failure reaches the others through the signal.
          read(key)
            .catch((error) => stop.abort(error))
            .finally(() => slots.free())
        }
        batcher.flushIfDue()
        report()
      }
    } catch (error) {
      stop.abort(error)
    }
    await slots.idle()
    // What was read before something failed is kept, except where the outer signal forbids to write.
    await batcher.finish()
    stop.signal.throwIfAborted()
  } finally {
    signal.removeEventListener('abort', forward)
    report()
  }
  return status
}

function outdated(missing: number): AppError {
  const message = `More than half of what the inventory lists is gone by now (${missing} objects), so the rest of it was not read. A daily inventory is fresher than a weekly one.`
  return new AppError('not_found', message)
}

function refused({ store }: SweepParts): AppError {
  const message = `Objects of ${store.label} cannot be read. Allow s3:GetObject on them.`
  return new AppError('access_denied', message, { details: { action: 's3:GetObject' } })
}
