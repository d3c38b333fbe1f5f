import type { Lifecycle } from '@/lib/contract/storage'
import { type LifecycleRule, mergeLifecycleRule, retentionLifecycleRules } from '@/lib/lifecycle/retention-rule'
import { lifecycleDiff, lifecycleJson } from '@/lib/lifecycle/rule-diff'
import { rulesFingerprint } from '@/lib/lifecycle/rules-fingerprint'
import { lifecycleTerraform } from '@/lib/lifecycle/terraform'
import type { ResultStore } from '@/lib/results/store'

export type LifecycleSubject = { store: ResultStore; bucket: string; keyPrefix: string; readOnly: boolean }

const patienceMs = 30_000
const late = { known: false, reason: `The store did not tell its rules within ${patienceMs / 1000} s.` } as const

/** The lifecycle rules that remove results after so many days, merged with the bucket's own. Changes nothing. */
export async function getLifecycle(
  { store, bucket, keyPrefix, readOnly }: LifecycleSubject,
  days: number,
): Promise<Lifecycle> {
  const unable = { known: false, reason: 'This result store is no bucket.' } as const
  const read = store.readLifecycle
    ? await store.readLifecycle(AbortSignal.timeout(patienceMs)).catch(() => late)
    : unable
  const existing = read.known ? read.value.rules : []
  const merged = retentionLifecycleRules(keyPrefix, days).reduce(mergeLifecycleRule, existing)
  const reason = readOnly
    ? 'This dashboard is read-only (READ_ONLY=true).'
    : read.known
      ? null
      : `The rules of the bucket are not known, and applying replaces them all. ${read.reason}`
  return {
    days,
    bucket: store.replaceLifecycle ? bucket : null,
    existing: read.known ? { known: true, value: existing } : read,
    seen: read.known ? rulesFingerprint(existing) : null,
    json: lifecycleJson(merged),
    terraform: lifecycleTerraform(bucket, merged),
    changes: changesOf(existing, merged),
    diff: lifecycleDiff(existing, merged),
    apply: { ok: reason === null, reason },
  }
}

/** Merging keeps rules in their places and adds new ones at the end. */
function changesOf(existing: LifecycleRule[], merged: LifecycleRule[]): Lifecycle['changes'] {
  const same = (a: LifecycleRule | undefined, b: LifecycleRule | undefined) =>
    a !== undefined && b !== undefined && rulesFingerprint([a]) === rulesFingerprint([b])
  const kept = existing.filter((rule, at) => same(rule, merged[at])).length
  return { added: merged.length - existing.length, changed: existing.length - kept, kept }
}
