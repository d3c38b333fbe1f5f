import { activityRow } from '@/lib/db/action-log'
import { databaseTrouble } from '@/lib/db/trouble'
import { type AppError, type ErrorCode, isAppError } from '@/lib/errors'
import type { BulkParts } from './bulk-parts'
import { endJob, stepOf } from './end-job'
import { toRunningJob } from './job-row'
import { runForget } from './run-forget'
import { runRetry } from './run-retry'

const passing: ErrorCode[] = ['throttled', 'upstream', 'database']
const mostFailures = 8
const baseDelayMs = 1000
const longestDelayMs = 60_000

/**
 * Does a job that is due until it ends, is paused or aborted, or the signal fires. What passes is waited for; where the
 * store refuses as a whole, the job is paused with the reason, and resuming goes on. Throws what nobody foresaw.
 */
export async function runBulkJob(parts: BulkParts, jobId: string, signal: AbortSignal): Promise<void> {
  const { database, clock } = parts
  if (!(await startJob(parts, jobId))) return
  for (let failures = 0, before = -1; ; ) {
    try {
      const row = await database.reader.bulkJob.findUnique({ where: { id: jobId } })
      if (!row || row.finishedMs !== null || !isUnderWay(row)) return
      const job = toRunningJob(row)
      if (job.processed > before) failures = 0
      before = job.processed
      const whole = await (job.kind === 'forget' ? runForget : runRetry)(parts, job, signal)
      if (whole && (await endJob(parts, jobId))) return
      // Somebody has stopped it, which is seen when it is read again, or another process goes on with it.
      if (!whole && (await isRunning(parts, jobId))) return
    } catch (thrown) {
      signal.throwIfAborted()
      // Reads pass on what the driver says; a server that restarts must not fail the job for good.
      const error = isAppError(thrown) ? thrown : databaseTrouble(thrown)
      if (!error) {
        await endAborted(parts, jobId)
        throw thrown
      }
      failures += 1
      const waits = passing.includes(error.code) && failures <= mostFailures
      await noteTrouble(parts, jobId, error, waits).catch((cause: unknown) => {
        if (!waits) throw cause
      })
      if (!waits) {
        await endAborted(parts, jobId)
        return
      }
      await clock.sleep(Math.min(longestDelayMs, baseDelayMs * 2 ** (failures - 1)), signal)
    }
  }
}

const isUnderWay = ({ status }: { status: string }) => status === 'running' || status === 'aborted'

async function isRunning({ database }: BulkParts, jobId: string): Promise<boolean> {
  return (await database.reader.bulkJob.count({ where: { id: jobId, status: 'running' } })) > 0
}

/** Says why a job waits; one that will not be tried again by itself is paused. */
async function noteTrouble(
  { database, appId, clock }: BulkParts,
  jobId: string,
  { code, message: why }: AppError,
  waits: boolean,
): Promise<void> {
  await database.write(appId, async (tx) => {
    const paused = waits ? {} : { status: 'paused', pace: null }
    const { count } = await tx.bulkJob.updateMany({
      where: { id: jobId, status: 'running' },
      data: { trouble: why, ...paused },
    })
    if (waits || count === 0) return
    const row = await tx.bulkJob.findUniqueOrThrow({ where: { id: jobId } })
    await tx.activity.create({ data: activityRow(appId, stepOf(row, 'pause_job', clock.now(), { code, why })) })
  })
}

/** An aborted job ends even where the store cannot be asked any more; what was claimed is then not counted. */
async function endAborted(parts: BulkParts, jobId: string): Promise<void> {
  const aborted = await parts.database.write(parts.appId, async (tx) => {
    if ((await tx.bulkJob.count({ where: { id: jobId, status: 'aborted' } })) === 0) return false
    await tx.bulkClaim.deleteMany({ where: { jobId } })
    return true
  })
  if (aborted) await endJob(parts, jobId)
}

/** false: it is not due, or nothing is left to do. */
async function startJob({ database, appId, clock }: BulkParts, jobId: string): Promise<boolean> {
  const nowMs = BigInt(clock.now())
  return database.write(appId, async (tx) => {
    await tx.bulkJob.updateMany({
      where: { id: jobId, status: 'waiting', startsMs: { lte: nowMs } },
      data: { status: 'running', startedMs: nowMs },
    })
    const due = [{ status: 'running' }, { status: 'aborted', finishedMs: null }]
    return (await tx.bulkJob.count({ where: { id: jobId, OR: due } })) > 0
  })
}
