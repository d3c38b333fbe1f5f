import { type AppError, isAppError } from '@/lib/errors'
import type { SweepParts, SweepProgress } from './engine'
import type { InventoryStatus } from './index-port'
import { readInventory } from './read-inventory'

export type ColdStartOptions = {
  /** GETs at once. */
  concurrency?: number
  /** Findings per transaction. */
  batchSize?: number
  requestTotals?: () => { retried: number; throttled: number }
  onMoved: (inventory: InventoryStatus, progress: SweepProgress) => void
  onEnded: (inventory: InventoryStatus) => Promise<void>
  /** For the log. */
  onError: (error: unknown) => void
}

/**
 * Fills an index that has nothing of the bucket yet from the newest inventory, where one is configured. What is then in the
 * index was read from the bucket and is as true as after a sweep, but what the inventory did not have is missing: the sweep that
 * must follow makes it complete. Whatever goes wrong is written down, and that sweep does the rest. Killed in the middle,
 * calling it again goes on: what is in the index already is not read again. Answers null where there was nothing to do;
 * rejects only with the signal's reason.
 */
export async function startFromInventory(
  parts: SweepParts,
  options: ColdStartOptions,
  signal: AbortSignal,
): Promise<InventoryStatus | null> {
  const { inventory: source } = parts.store
  try {
    if (!source || !(await isCold(parts))) return null
  } catch (error) {
    // The database is away: the sweep meets the same, and says so.
    signal.throwIfAborted()
    options.onError(error)
    return null
  }
  let status = begunInventory(source, parts.now())
  try {
    const inventory = await source.newest(signal)
    const { label, takenMs, fileCount: files } = inventory
    status = { ...status, label, takenMs, files }
    const onMoved: ColdStartOptions['onMoved'] = (moved, progress) => {
      status = moved
      options.onMoved(moved, progress)
    }
    status = await readInventory(parts, inventory, status, { ...options, onMoved }, signal)
    if (status.listed === 0) status = { ...status, problem: nothingFound(parts.keyPrefix) }
  } catch (error) {
    signal.throwIfAborted()
    options.onError(error)
    status = { ...status, problem: isAppError(error) ? told(error) : unexpected }
  }
  status = { ...status, endedMs: parts.now() }
  await options.onEnded(status).catch(options.onError)
  signal.throwIfAborted()
  return status
}

/** Never swept whole, emptied by an upgrade, or cut off while it was being filled. */
async function isCold({ index, keyPrefix }: SweepParts): Promise<boolean> {
  const { sweepFinishedMs, status } = await index.getSyncState()
  if (sweepFinishedMs === null || status.inventory?.endedMs === null) return true
  return (await index.listEntries({ prefix: `${keyPrefix}celery-task` }, 1)).length === 0
}

/** What is known before the first page. */
export function begunInventory({ label }: { label: string }, startedMs: number): InventoryStatus {
  const counts = { files: 0, filesDone: 0, rows: 0, listed: 0, known: 0, read: 0, missing: 0, left: 0 }
  return { label, takenMs: null, startedMs, endedMs: null, ...counts, problem: null }
}

const told = ({ code, message }: AppError) => ({ code, message })

const unexpected = {
  code: 'internal',
  // The text of an unexpected error is made for programmers and can hold anything.
  message: 'The inventory could not be read. The log of the sync process says more.',
}

function nothingFound(keyPrefix: string) {
  const advice = 'Check that the inventory has no filter that leaves them out.'
  return { code: 'not_found', message: `No key in the inventory begins with "${keyPrefix}celery-task". ${advice}` }
}
