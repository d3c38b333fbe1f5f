import { createSlots } from '@/lib/sync/slots'
import type { BulkParts } from './bulk-parts'
import { createPace, type Pace } from './count-outcomes'
import type { FrozenEntry } from './frozen'
import type { RunningJob } from './job-row'
import { openSelection } from './next-batch'
import { noteRetry, settleOpenSends } from './retry-notes'
import { JobStopped, sendOnce } from './send-once'
import { createThrottle } from './throttle'

const batchSize = 100
const sendsAtOnce = 8

/**
 * Sends what is left of a job again, each task at most once: a message is claimed before it is sent, and a claim without
 * an outcome is never sent a second time. false: somebody has paused or aborted the job, or another process has gone on
 * with it.
 */
export async function runRetry(parts: BulkParts, job: RunningJob, signal: AbortSignal): Promise<boolean> {
  const { database, appId, clock } = parts
  const throttle = createThrottle(clock, job.perSecond)
  const pace = createPace(clock.now)
  // What is noted of the batch under way is met again.
  const met = await database.reader.bulkSend.count({ where: { jobId: job.id, outcome: { not: null } } })
  const next = await openSelection(database, appId, job.frozen, job.processed - met)
  await settleOpenSends(parts, job.id, pace)
  for (let after = job.cursor; !job.aborted; ) {
    const batch = await next(after, Math.min(batchSize, job.perSecond ?? batchSize))
    if (!batch) break
    const keys = batch.entries.map(([key]) => key)
    const known = await database.reader.bulkSend.findMany({
      select: { key: true },
      where: { jobId: job.id, key: { in: keys } },
    })
    const seen = new Set(known.map(({ key }) => key))
    const left = batch.entries.filter(([key]) => !seen.has(key))
    await throttle(left.length, signal)
    if (!(await sendAll(parts, job, left, pace, signal))) return false
    const moved = await database.write(appId, async (tx) => {
      const { count } = await tx.bulkJob.updateMany({
        where: { id: job.id, status: 'running', cursor: after },
        data: { cursor: batch.upTo },
      })
      // Behind the cursor nothing is met again.
      if (count > 0) await tx.bulkSend.deleteMany({ where: { jobId: job.id, outcome: { not: null } } })
      return count > 0
    })
    if (!moved) return false
    after = batch.upTo
  }
  await settleOpenSends(parts, job.id, pace)
  return true
}

/** false: the job has stopped, or another process sends these. */
async function sendAll(
  parts: BulkParts,
  job: RunningJob,
  entries: FrozenEntry[],
  pace: Pace,
  signal: AbortSignal,
): Promise<boolean> {
  const slots = createSlots(sendsAtOnce)
  const failures: unknown[] = []
  for (const entry of entries) {
    await slots.take(signal)
    if (failures.length > 0) {
      slots.free()
      break
    }
    sendOnce(parts, job, entry, signal)
      .then((noted) => noteRetry(parts, job.id, noted, pace))
      .catch((error: unknown) => failures.push(error))
      .finally(() => slots.free())
  }
  await slots.idle()
  const failure = failures.find((error) => !(error instanceof JobStopped))
  if (failure !== undefined) throw failure
  return failures.length === 0
}
