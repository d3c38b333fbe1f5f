import { activityRow } from '@/lib/db/action-log'
import { isAppError } from '@/lib/errors'
import type { BulkParts } from './bulk-parts'
import { activityOf } from './end-job'

/** Ends a job that a fault of ours has stopped, so that it is not tried for ever. It can be resumed. */
export async function failJob({ database, appId, clock }: BulkParts, jobId: string, error: unknown): Promise<void> {
  const failure = wordsOf(error)
  await database.write(appId, async (tx) => {
    const { count } = await tx.bulkJob.updateMany({
      where: { id: jobId, status: { in: ['running', 'waiting'] } },
      data: { status: 'failed', trouble: failure.why, pace: null },
    })
    if (count === 0) return
    const line = activityOf(await tx.bulkJob.findUniqueOrThrow({ where: { id: jobId } }), clock.now())
    await tx.activity.create({ data: activityRow(appId, { ...line, details: { ...line.details, ...failure } }) })
  })
}

/** Gives a restore up, with the reason: what is not back yet stays in the archive, and it can be asked for again. */
export async function failRestore({ database, appId, clock }: BulkParts, jobId: string, error: unknown): Promise<void> {
  const failure = wordsOf(error)
  await database.write(appId, async (tx) => {
    const { count } = await tx.bulkJob.updateMany({
      where: { id: jobId, restoreMs: { not: null } },
      data: { restoreMs: null, trouble: `The restore stopped. ${failure.why}` },
    })
    if (count === 0) return
    const deed = { atMs: clock.now(), actor: 'dashboard', action: 'restore', target: jobId, outcome: 'failed' } as const
    await tx.activity.create({ data: activityRow(appId, { ...deed, details: failure, jobId }) })
  })
}

function wordsOf(error: unknown): { code: string; why: string } {
  if (isAppError(error)) return { code: error.code, why: error.message }
  return { code: 'internal', why: 'Something in Tombstone failed. The server log has the details.' }
}
