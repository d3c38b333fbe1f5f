import { z } from 'zod'
import { type RetentionPolicy, retentionRule } from '@/lib/contract/retention'
import type { Database } from '@/lib/db/client'
import { iso, isoOrNull } from './task-summary'

const hourMs = 3_600_000

/** The retention policy of an app; one that was never saved keeps everything. */
export async function getRetention({ reader }: Database, appId: string): Promise<RetentionPolicy> {
  const row = await reader.retentionPolicy.findUnique({ where: { appId } })
  if (!row) {
    const nothing = { updatedAt: null, lastRunAt: null, nextRunAt: null }
    return { enabled: false, rules: [], everyHours: 24, archive: false, ...nothing }
  }
  const { enabled, everyHours, archive, updatedMs, lastRunMs } = row
  const nextMs = lastRunMs === null ? updatedMs : lastRunMs + BigInt(everyHours * hourMs)
  return {
    enabled,
    rules: z.array(retentionRule).parse(JSON.parse(row.rules)),
    everyHours,
    archive,
    updatedAt: iso(updatedMs),
    lastRunAt: isoOrNull(lastRunMs),
    nextRunAt: enabled ? iso(nextMs) : null,
  }
}
