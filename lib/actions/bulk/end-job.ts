import type { ActivityEntry } from '@/lib/actions/action-log'
import { bulkSelection } from '@/lib/contract/bulk'
import { activityRow } from '@/lib/db/action-log'
import type { BulkJob as Row } from '@/prisma/generated/sqlite/client'
import type { BulkParts } from './bulk-parts'

/** Ends a job that has nothing left to do, or was aborted, and writes its one line of the activity log. */
export async function endJob({ database, appId, clock }: BulkParts, jobId: string): Promise<void> {
  const nowMs = clock.now()
  await database.write(appId, async (tx) => {
    await tx.bulkJob.updateMany({ where: { id: jobId, status: 'running' }, data: { status: 'done' } })
    const { count } = await tx.bulkJob.updateMany({
      where: { id: jobId, status: { in: ['done', 'aborted'] }, finishedMs: null },
      data: { finishedMs: BigInt(nowMs), pace: null, trouble: null },
    })
    if (count === 0) return
    await tx.bulkSend.deleteMany({ where: { jobId } })
    const row = await tx.bulkJob.findUniqueOrThrow({ where: { id: jobId } })
    await tx.activity.create({ data: activityRow(appId, activityOf(row, nowMs)) })
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
    filter:
      selection.kind === 'search' ? selection.q : selection.kind === 'group' ? `group:${selection.groupId}` : null,
    count: done,
    bytes: Number(row.bytes),
    reason: row.reason,
    jobId: row.id,
  }
}

function outcomeOf({ status, startedMs, failed, uncertain, done }: Row): ActivityEntry['outcome'] {
  if (status === 'aborted') return startedMs === null ? 'undone' : 'aborted'
  if (failed + uncertain === 0) return 'done'
  return done === 0 && failed > 0 ? 'failed' : 'partly'
}
