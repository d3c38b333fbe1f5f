import type { ActivityEntry } from '@/lib/actions/action-log'
import { type BulkSelection, bulkSelection } from '@/lib/contract/bulk'
import { activityRow } from '@/lib/db/action-log'
import type { BulkJob as Row } from '@/prisma/generated/sqlite/client'
import type { BulkParts } from './bulk-parts'

/**
 * Ends a job that has nothing left to do, or was aborted, and writes its one line of the activity log. false: something of
 * it is still claimed.
 */
export async function endJob({ database, appId, clock }: BulkParts, jobId: string): Promise<boolean> {
  const nowMs = clock.now()
  return database.write(appId, async (tx) => {
    if ((await tx.bulkClaim.count({ where: { jobId } })) > 0) return false
    await tx.bulkJob.updateMany({ where: { id: jobId, status: 'running' }, data: { status: 'done' } })
    const { count } = await tx.bulkJob.updateMany({
      where: { id: jobId, status: { in: ['done', 'aborted'] }, finishedMs: null },
      data: { finishedMs: BigInt(nowMs), pace: null, trouble: null },
    })
    if (count === 0) return true
    await tx.bulkSend.deleteMany({ where: { jobId } })
    const row = await tx.bulkJob.findUniqueOrThrow({ where: { id: jobId } })
    await tx.activity.create({ data: activityRow(appId, activityOf(row, nowMs)) })
    return true
  })
}

export function activityOf(row: Row, atMs: number): ActivityEntry {
  const selection = bulkSelection.parse(JSON.parse(row.selection))
  const { total, done, skipped, failed, uncertain, archive, perSecond } = row
  const single = selection.kind === 'ids' && selection.taskIds.length === 1 ? selection.taskIds[0] : undefined
  const kind = row.kind === 'retry' ? 'retry' : 'forget'
  return {
    atMs,
    actor: row.actor,
    action: single === undefined ? `bulk_${kind}` : kind,
    target: single ?? row.id,
    outcome: outcomeOf(row),
    details: { total, done, skipped, failed, uncertain, archive, perSecond },
    filter: filterOf(selection),
    count: done,
    bytes: Number(row.bytes),
    reason: row.reason,
    jobId: row.id,
  }
}

/** The search that a selection is; null for one by hand. */
export function filterOf(selection: BulkSelection): string | null {
  if (selection.kind === 'search') return selection.q
  return selection.kind === 'group' ? `group:${selection.groupId}` : null
}

/** A line about a job that goes on, or could: paused, resumed, aborted in the middle. */
export function stepOf(
  row: Row,
  action: 'pause_job' | 'resume_job' | 'abort_job',
  atMs: number,
  trouble?: { code: string; why: string },
): ActivityEntry {
  const { total, done, skipped, failed, uncertain } = row
  return {
    atMs,
    actor: trouble ? 'tombstone' : 'dashboard',
    action,
    target: row.id,
    outcome: 'done',
    details: { kind: row.kind, total, done, skipped, failed, uncertain, ...trouble },
    count: done + skipped + failed + uncertain,
    bytes: Number(row.bytes),
    jobId: row.id,
  }
}

function outcomeOf({ status, startedMs, failed, uncertain, done }: Row): ActivityEntry['outcome'] {
  if (status === 'failed') return 'failed'
  if (status === 'aborted') return startedMs === null ? 'undone' : 'aborted'
  if (failed + uncertain === 0) return 'done'
  return done === 0 && failed > 0 ? 'failed' : 'partly'
}
