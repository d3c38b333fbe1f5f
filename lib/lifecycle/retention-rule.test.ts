import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type LifecycleRule, mergeLifecycleRule, retentionLifecycleRules } from './retention-rule'

it('removes tasks and groups under the prefix, and nothing that is only named alike', () => {
  const rules = retentionLifecycleRules('results/', 7)
  expect(rules.map(({ Filter }) => Filter)).toEqual([
    { Prefix: 'results/celery-task-meta-' },
    { Prefix: 'results/celery-taskset-meta-' },
  ])
  expect(rules[0]).toMatchObject({ ID: 'celery-task-meta-results/', Status: 'Enabled', Expiration: { Days: 7 } })
  for (const { ID } of retentionLifecycleRules('x'.repeat(1000), 1)) expect(ID.length).toBeLessThanOrEqual(255)
})

it('loses no rule of others, and is the same when merged again', () => {
  const foreign = fc.record({ ID: fc.constantFrom('a', 'b', 'c', undefined), Transitions: fc.anything() })
  fc.assert(
    fc.property(fc.array(foreign), fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), (others, a, b) => {
      const existing: LifecycleRule[] = others
      const merge = (rules: LifecycleRule[], days: number) =>
        retentionLifecycleRules('r/', days).reduce(mergeLifecycleRule, rules)
      const once = merge(existing, a)
      expect(once.slice(0, -2)).toEqual(existing)
      const twice = merge(once, b)
      expect(twice).toEqual([...existing, ...retentionLifecycleRules('r/', b)])
      expect(merge(twice, b)).toEqual(twice)
    }),
  )
})
