import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RetentionPolicy } from '@/lib/contract/retention'
import { draftOf, isChanged, moved, ruleOf, rulesOf, withNewRule } from './rules.model'

const policy: RetentionPolicy = {
  enabled: true,
  rules: [
    { state: null, type: 'reports.*', days: null },
    { state: 'FAILURE', type: null, days: 30 },
  ],
  everyHours: 24,
  archive: false,
  updatedAt: null,
  lastRunAt: null,
  nextRunAt: null,
}

it('edits a policy and reads it back unchanged', () => {
  const draft = draftOf(policy)
  expect(rulesOf(draft.rules)).toEqual(policy.rules)
  expect(isChanged(draft, policy)).toBe(false)
  expect(isChanged({ ...draft, archive: true }, policy)).toBe(true)
  expect(isChanged({ ...draft, rules: moved(draft.rules, 0, 1) }, policy)).toBe(true)
})

it('moves rules past each other and never loses one', () => {
  const rules = withNewRule(withNewRule(withNewRule([])))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 }), fc.constantFrom(1, -1), (index, by) => {
      expect(
        moved(rules, index, by)
          .map(({ id }) => id)
          .sort(),
      ).toEqual([0, 1, 2])
    }),
  )
  expect(moved(rules, 0, 1).map(({ id }) => id)).toEqual([1, 0, 2])
  expect(moved(rules, 0, -1)).toEqual(rules)
})

it('takes no days for never, and tells what it cannot understand', () => {
  const rule = { id: 0, state: ' FAILURE ', type: '', days: '' }
  expect(ruleOf(rule)).toEqual({ state: 'FAILURE', type: null, days: null })
  for (const days of ['0', '1.5', 'soon', '4000']) expect(ruleOf({ ...rule, days })).toBe(null)
  expect(rulesOf([rule, { ...rule, days: 'x' }])).toBe(null)
})
