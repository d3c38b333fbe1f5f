import type { z } from 'zod'
import type { RetentionPolicy, RetentionPreview, RetentionRule, retentionRequest } from '@/lib/contract/retention'
import { standardStorageCost } from '@/lib/cost/storage-cost'
import { activityRow } from '@/lib/db/action-log'
import { getRetention } from '@/lib/queries/get-retention'
import type { BulkParts } from '../bulk/bulk-parts'
import { refuseImpossible } from '../bulk/create-bulk-job'
import { freezeSearch } from '../bulk/freeze-selection'
import { versionsWarning } from '../bulk/versions-warning'
import { compileRules } from './compile-rules'

/** Replaces the policy and notes it. Throws `not_supported` where the store cannot do what it asks for. */
export async function saveRetention(
  parts: BulkParts,
  { enabled, rules, everyHours, archive }: z.output<typeof retentionRequest>,
): Promise<RetentionPolicy> {
  const { database, appId, clock } = parts
  if (enabled) refuseImpossible(parts, { kind: 'forget', archive })
  const atMs = clock.now()
  const data = { enabled, rules: JSON.stringify(rules), everyHours, archive, updatedMs: BigInt(atMs) }
  await database.write(appId, async (tx) => {
    await tx.retentionPolicy.upsert({ where: { appId }, create: { appId, ...data }, update: data })
    const details = { enabled, rules: rules.length, everyHours, archive }
    const deed = { atMs, actor: 'dashboard', action: 'change_retention', target: 'retention', outcome: 'done' } as const
    await tx.activity.create({ data: activityRow(appId, { ...deed, details }) })
  })
  return getRetention(database, appId)
}

/** What rules would forget now, one by one. Changes nothing. */
export async function previewRetention(parts: BulkParts, rules: RetentionRule[]): Promise<RetentionPreview> {
  const nowMs = parts.clock.now()
  const previews: RetentionPreview['rules'] = []
  for (const { rule, node, q } of compileRules(rules)) {
    if (node === null) {
      previews.push({ rule, q, objects: 0, exact: true, bytes: 0, dollarsPerMonth: 0 })
      continue
    }
    const { count, exact, bytes } = await freezeSearch(parts, node, nowMs)
    const { dollarsPerMonth } = standardStorageCost(bytes, parts.store.region)
    previews.push({ rule, q, objects: count, exact, bytes, dollarsPerMonth })
  }
  const versions = await versionsWarning(parts)
  return { warnings: versions === null ? [] : [versions], rules: previews }
}
