import { databaseTrouble } from '@/lib/db/trouble'
import { isAppError } from '@/lib/errors'
import { startRetention } from '../retention/start-retention'
import type { BulkParts } from './bulk-parts'
import { failJob, failRestore } from './fail-job'
import { expireArchive, restoreArchived } from './restore-archived'
import { runBulkJob } from './run-bulk-job'

const lookEveryMs = 500
/** While the database is away: each look would be one more line in the log. */
const lookAgainAfterMs = 5000
const tidyEveryMs = 60_000
const jobsAtOnce = 3

/**
 * Does what is due until the signal fires: bulk jobs, restores, retention, expiry of the archive. Runs under the lease of
 * the sync; that a second process does nothing twice is held by the claims, not by the lease.
 */
export async function keepRunningJobs(
  parts: BulkParts,
  onError: (part: string, error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  const running = new Map<string, Promise<void>>()
  const start = (name: string, work: () => Promise<unknown>) => {
    if (running.has(name)) return
    const done = work()
      .then(() => {})
      .catch((error: unknown) => {
        if (!signal.aborted) onError('bulk job', error)
      })
      .finally(() => running.delete(name))
    running.set(name, done)
  }
  let tidyMs = 0
  try {
    for (;;) {
      let nextLookMs = lookEveryMs
      try {
        for (const { id, restores } of await dueJobs(parts)) {
          if (running.size >= jobsAtOnce) break
          if (restores) start(`restore ${id}`, () => orFail(restoreArchived, failRestore, parts, id, signal))
          else start(id, () => orFail(runBulkJob, failJob, parts, id, signal))
        }
        if (parts.clock.now() >= tidyMs) {
          tidyMs = parts.clock.now() + tidyEveryMs
          await startRetention(parts)
          await expireArchive(parts, signal)
        }
      } catch (error) {
        signal.throwIfAborted()
        onError('bulk jobs', error)
        nextLookMs = lookAgainAfterMs
      }
      await parts.clock.sleep(nextLookMs, signal)
    }
  } finally {
    await Promise.allSettled(running.values())
  }
}

/** What fails for good must not be tried for ever. */
async function orFail(
  work: typeof runBulkJob,
  fail: typeof failJob,
  parts: BulkParts,
  jobId: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await work(parts, jobId, signal)
  } catch (error) {
    if (signal.aborted) return
    // What the database refuses it may take in a moment; the job stays due.
    if (!isOfDatabase(error)) await fail(parts, jobId, error)
    throw error
  }
}

function isOfDatabase(error: unknown): boolean {
  return isAppError(error) ? error.code === 'database' : databaseTrouble(error) !== null
}

async function dueJobs({ database, appId, clock }: BulkParts): Promise<{ id: string; restores: boolean }[]> {
  const due = [
    { status: 'waiting', startsMs: { lte: BigInt(clock.now()) } },
    { status: 'running' },
    { status: 'aborted', finishedMs: null },
    { restoreMs: { not: null } },
  ]
  const rows = await database.reader.bulkJob.findMany({
    select: { id: true, restoreMs: true },
    where: { appId, OR: due },
    orderBy: [{ startsMs: 'asc' }, { id: 'asc' }],
    take: 20,
  })
  return rows.map(({ id, restoreMs }) => ({ id, restores: restoreMs !== null }))
}
