import { z } from 'zod'
import { retentionRule } from '@/lib/contract/retention'
import type { BulkParts } from '../bulk/bulk-parts'
import { jobRow } from '../bulk/create-bulk-job'
import { freezeSearch } from '../bulk/freeze-selection'
import { compileRules } from './compile-rules'

const hourMs = 3_600_000

/**
 * Makes the bulk jobs of a policy that is due: one per rule that has something to forget. Jobs and the time of the run
 * are written together, so that no kill and no second process makes them twice. Waits while jobs of an earlier run are
 * not finished.
 */
export async function startRetention(parts: BulkParts): Promise<void> {
  const { database, appId, clock } = parts
  const policy = await database.reader.retentionPolicy.findUnique({ where: { appId } })
  const nowMs = clock.now()
  if (!policy?.enabled || dueMs(policy) > nowMs) return
  const open = { appId, actor: 'retention', status: { in: ['waiting', 'running', 'paused'] } }
  if ((await database.reader.bulkJob.count({ where: open })) > 0) return
  const rows: ReturnType<typeof jobRow>[] = []
  for (const { rule, node, q } of compileRules(z.array(retentionRule).parse(JSON.parse(policy.rules)))) {
    if (node === null || q === null) continue
    const selected = await freezeSearch(parts, node, nowMs)
    if (selected.count === 0) continue
    const selection = { kind: 'search', q } as const
    const reason = `${rule.state ?? 'Any state'}${rule.type === null ? '' : ` of ${rule.type}`} after ${rule.days} days`
    rows.push(jobRow(parts, { kind: 'forget', selection, reason, archive: policy.archive }, selected, 'retention', 0))
  }
  await database.write(appId, async (tx) => {
    const { count } = await tx.retentionPolicy.updateMany({
      where: { appId, enabled: true, updatedMs: policy.updatedMs, lastRunMs: policy.lastRunMs },
      data: { lastRunMs: BigInt(nowMs) },
    })
    if (count > 0 && rows.length > 0) await tx.bulkJob.createMany({ data: rows })
  })
}

export function dueMs({ lastRunMs, everyHours }: { lastRunMs: bigint | null; everyHours: number }): number {
  return lastRunMs === null ? 0 : Number(lastRunMs) + everyHours * hourMs
}
