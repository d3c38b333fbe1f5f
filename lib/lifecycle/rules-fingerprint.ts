import { createHash } from 'node:crypto'
import type { LifecycleRule } from './retention-rule'

/**
 * Stands for the rules of a bucket: equal for equal rules in the same order, whatever order their fields came in. S3 has
 * no version of them and no condition on replacing them, so that this is how a change between two looks is seen.
 */
export function rulesFingerprint(rules: LifecycleRule[]): string {
  return createHash('sha256')
    .update(JSON.stringify(rules.map(sorted)))
    .digest('hex')
    .slice(0, 32)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  )
}
