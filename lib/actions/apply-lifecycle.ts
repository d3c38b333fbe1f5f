import type { LifecycleApplied, LifecycleRequest } from '@/lib/contract/storage'
import { AppError } from '@/lib/errors'
import { mergeLifecycleRule, retentionLifecycleRules } from '@/lib/lifecycle/retention-rule'
import { rulesFingerprint } from '@/lib/lifecycle/rules-fingerprint'
import { forgetBucketFacts } from '@/lib/queries/bucket-facts'
import type { ActionParts } from './action-parts'

/** S3 takes no more in one bucket. */
const mostRules = 1000

/**
 * Lets S3 remove results after so many days: reads the bucket's rules, merges and puts them. S3 has no condition on this
 * call, so rules that somebody changes in the same second are lost; reading just before keeps that time short. Throws
 * `bad_request` unless the bucket's name was typed, `not_supported` where its rules cannot be read: they would be lost,
 * and `conflict` where they are not those that were looked at.
 */
export async function applyLifecycle(
  { store, log, keyPrefix, now }: Pick<ActionParts, 'store' | 'log' | 'keyPrefix' | 'now'>,
  bucket: string,
  { days, confirmBucket, seen }: LifecycleRequest,
  signal: AbortSignal,
): Promise<LifecycleApplied> {
  if (!store.readLifecycle || !store.replaceLifecycle) {
    throw new AppError('not_supported', 'This result store has no lifecycle rules.')
  }
  if (confirmBucket !== bucket) {
    throw new AppError('bad_request', `Type the name of the bucket, ${bucket}, to replace its lifecycle rules.`, {
      details: { field: 'confirmBucket' },
    })
  }
  const read = await store.readLifecycle(signal)
  if (!read.known) {
    throw new AppError(
      'not_supported',
      `Its rules are not known and would be lost, so nothing was changed. ${read.reason}`,
    )
  }
  if (rulesFingerprint(read.value.rules) !== seen) {
    throw new AppError(
      'conflict',
      `The rules of bucket ${bucket} have changed since they were shown, so nothing was changed. Look at them again.`,
    )
  }
  const rules = retentionLifecycleRules(keyPrefix, days).reduce(mergeLifecycleRule, read.value.rules)
  if (rules.length > mostRules) {
    throw new AppError('conflict', `The bucket has ${read.value.rules.length} rules; S3 takes ${mostRules} at most.`)
  }
  const deed = { actor: 'dashboard', action: 'apply_lifecycle', target: bucket } as const
  const details = { days, rules: rules.length }
  await store.replaceLifecycle({ ...read.value, rules }, signal).finally(() => forgetBucketFacts(store))
  await log.recordActivity({ ...deed, atMs: now(), outcome: 'done', details })
  return { applied: true, rules: rules.length }
}
