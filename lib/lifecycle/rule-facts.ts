import type { LifecycleRule } from './retention-rule'

export type RuleFact = { id: string | null; enabled: boolean; prefix: string; does: string }

/** The rules of a bucket that can touch results under a key prefix, in words. Rules come from S3; nothing is trusted. */
export function rulesThatTouch(rules: LifecycleRule[], keyPrefix: string): RuleFact[] {
  const ours = ['celery-task-meta-', 'celery-taskset-meta-'].map((kind) => `${keyPrefix}${kind}`)
  return rules
    .map((rule) => ({
      id: rule.ID ?? null,
      enabled: rule.Status === 'Enabled',
      prefix: prefixOf(rule),
      does: inWords(rule),
    }))
    .filter(({ prefix }) => ours.some((own) => own.startsWith(prefix) || prefix.startsWith(own)))
}

/** A filter's prefix stands in one of three places; without any the rule is of the whole bucket. */
function prefixOf(rule: LifecycleRule): string {
  const filter = fields(rule.Filter)
  return text(filter.Prefix) ?? text(fields(filter.And).Prefix) ?? text(rule.Prefix) ?? ''
}

function inWords(rule: LifecycleRule): string {
  const expiration = fields(rule.Expiration)
  const former = fields(rule.NoncurrentVersionExpiration)
  const unfinished = fields(rule.AbortIncompleteMultipartUpload)
  const deeds = [
    ...(expiration.Days === undefined ? [] : [`removes ${after(expiration.Days)}`]),
    ...(expiration.Date === undefined ? [] : [`removes on ${day(expiration.Date)}`]),
    ...(expiration.ExpiredObjectDeleteMarker === true ? ['removes delete markers that stand alone'] : []),
    ...list(rule.Transitions).map(
      ({ StorageClass, Days, Date: date }) =>
        `moves to ${String(StorageClass)} ${date === undefined ? after(Days ?? 0) : `on ${day(date)}`}`,
    ),
    ...(former.NoncurrentDays === undefined ? [] : [`removes former versions ${after(former.NoncurrentDays)}`]),
    ...(list(rule.NoncurrentVersionTransitions).length > 0 ? ['moves former versions'] : []),
    ...(unfinished.DaysAfterInitiation === undefined ? [] : ['removes unfinished uploads']),
  ]
  const filter = { ...fields(rule.Filter), ...fields(fields(rule.Filter).And) }
  const narrowed = ['Tag', 'Tags', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'].some(
    (name) => filter[name] !== undefined,
  )
  return `${deeds.join(', ') || 'does nothing'}${narrowed ? ' (some objects only, by tag or size)' : ''}`
}

const after = (days: unknown) => `after ${String(days)} ${days === 1 ? 'day' : 'days'}`
const day = (date: unknown) => (date instanceof Date ? date.toISOString() : String(date)).slice(0, 10)
const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
const list = (value: unknown) => (Array.isArray(value) ? value.map(fields) : [])

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
