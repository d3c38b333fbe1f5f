import type { ActivityEntry } from '@/lib/actions/action-log'
import type { BulkStatus } from '@/lib/contract/bulk'
import { activityRow } from '@/lib/db/action-log'
import { isStorable } from '@/lib/db/storable'
import { AppError } from '@/lib/errors'
import type { BulkParts } from './bulk-parts'
import { activityOf, stepOf } from './end-job'

export type BulkChange = 'pause' | 'resume' | 'abort' | 'restore'

const allowed: Record<BulkChange, BulkStatus[]> = {
  pause: ['waiting', 'running'],
  resume: ['paused', 'failed'],
  abort: ['waiting', 'running', 'paused', 'failed'],
  restore: ['aborted', 'done', 'paused', 'failed'],
}

/**
 * Pauses, resumes or aborts a job, or asks for its archived results to be brought back. Aborting one that waits undoes
 * it: nothing has been done yet. Each is a line of the activity log; a restore writes its own when it ends. Throws
 * `not_found`, and `conflict` where its status does not allow it.
 */
export async function changeBulkJob(
  { database, appId, clock }: BulkParts,
  id: string,
  change: BulkChange,
): Promise<void> {
  const nowMs = clock.now()
  await database.write(appId, async (tx) => {
    const row = isStorable(id) ? await tx.bulkJob.findFirst({ where: { appId, id } }) : null
    if (!row) throw new AppError('not_found', 'There is no such bulk job.')
    if (!allowed[change].some((status) => status === row.status)) {
      throw new AppError('conflict', `The job is ${row.status}, so it cannot be ${words[change]}.`, {
        details: { status: row.status },
      })
    }
    const note = (line: ActivityEntry) => tx.activity.create({ data: activityRow(appId, line) })
    switch (change) {
      case 'pause':
        await note(stepOf(row, 'pause_job', nowMs))
        return tx.bulkJob.update({ where: { id }, data: { status: 'paused', pace: null } })
      case 'resume':
        await note(stepOf(row, 'resume_job', nowMs))
        return tx.bulkJob.update({
          where: { id },
          data: { status: row.startedMs === null ? 'waiting' : 'running', trouble: null },
        })
      case 'restore': {
        if ((await tx.archivedObject.count({ where: { jobId: id } })) === 0)
          throw new AppError('conflict', 'Nothing of this job is in the archive any more.')
        return tx.bulkJob.update({ where: { id }, data: { restoreMs: BigInt(nowMs), trouble: null } })
      }
      case 'abort': {
        // One that has started ends when what is under way is noted.
        const data = { status: 'aborted', pace: null, ...(row.startedMs === null ? { finishedMs: BigInt(nowMs) } : {}) }
        const aborted = await tx.bulkJob.update({ where: { id }, data })
        await note(row.startedMs === null ? activityOf(aborted, nowMs) : stepOf(row, 'abort_job', nowMs))
      }
    }
  })
}

const words: Record<BulkChange, string> = { pause: 'paused', resume: 'resumed', abort: 'aborted', restore: 'restored' }
