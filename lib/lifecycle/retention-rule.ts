/** A rule of a bucket as S3 gives and takes it; only what is read here has a type, the rest is carried along. */
export type LifecycleRule = { ID?: string; [field: string]: unknown }

/** One for tasks and one for groups: a prefix that is short enough for both could take in what is not Celery's. */
const kinds = ['celery-task-meta-', 'celery-taskset-meta-'] as const

/**
 * The rules that let S3 remove all results under a prefix after so many days. A lifecycle rule knows nothing of a task's
 * state or type: prefix, tags and size of an object are all it can tell apart.
 */
export function retentionLifecycleRules(keyPrefix: string, days: number): (LifecycleRule & { ID: string })[] {
  return kinds.map((kind) => ({
    // S3 takes up to 255 characters. The end of a long prefix tells more than its beginning.
    ID: `${kind}${keyPrefix.slice(-200)}`,
    Status: 'Enabled',
    Filter: { Prefix: `${keyPrefix}${kind}` },
    Expiration: { Days: days },
  }))
}

/**
 * The bucket's rules with this one in place of the one with its ID, or at the end. S3 replaces all rules at once, so
 * every other rule is kept to the letter, in its place. Merging twice is merging once.
 */
export function mergeLifecycleRule(existing: LifecycleRule[], rule: LifecycleRule & { ID: string }): LifecycleRule[] {
  const known = existing.some(({ ID }) => ID === rule.ID)
  return known ? existing.map((some) => (some.ID === rule.ID ? rule : some)) : [...existing, rule]
}
