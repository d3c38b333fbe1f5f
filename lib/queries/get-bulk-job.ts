import type { BulkDetail, BulkJob } from '@/lib/contract/bulk'
import type { Database } from '@/lib/db/client'
import { isStorable } from '@/lib/db/storable'
import { AppError } from '@/lib/errors'
import { archiveCounts, toBulkJob } from './list-bulk-jobs'
import { iso } from './task-summary'

const shownOutcomes = 200

/** One bulk job as lists show it. Throws `not_found`. */
export async function loadBulkJob(database: Database, appId: string, id: string, nowMs: number): Promise<BulkJob> {
  const row = isStorable(id) ? await database.reader.bulkJob.findFirst({ where: { appId, id } }) : null
  if (!row) throw new AppError('not_found', 'There is no such bulk job.')
  return toBulkJob(row, await archiveCounts(database, [id]), nowMs)
}

/** One bulk job with how it ended for what was not simply done. Throws `not_found`. */
export async function getBulkJob(database: Database, appId: string, id: string, nowMs: number): Promise<BulkDetail> {
  const { reader } = database
  const job = await loadBulkJob(database, appId, id, nowMs)
  const outcomes = await reader.bulkOutcome.findMany({
    where: { jobId: id },
    orderBy: [{ atMs: 'desc' }, { key: 'desc' }],
    take: shownOutcomes,
  })
  const reasons = await reader.bulkOutcome.groupBy({ by: ['code'], where: { jobId: id }, _count: { _all: true } })
  return {
    ...job,
    outcomes: outcomes.map(({ taskId, key, outcome, code, message, atMs }) => ({
      taskId,
      key,
      // countIn writes no other.
      outcome: outcome as BulkDetail['outcomes'][number]['outcome'],
      code,
      message,
      at: iso(atMs),
    })),
    reasons: reasons
      .map(({ code, _count }) => ({ code, count: _count._all }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
  }
}
