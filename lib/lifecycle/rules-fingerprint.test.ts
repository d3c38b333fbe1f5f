import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LifecycleRule } from './retention-rule'
import { rulesFingerprint } from './rules-fingerprint'

const rule: LifecycleRule = { ID: 'a', Status: 'Enabled', Filter: { Prefix: 'x/' }, Expiration: { Days: 7 } }

it('is the same for the same rules, in whatever order their fields come', () => {
  const turned = { Expiration: { Days: 7 }, Filter: { Prefix: 'x/' }, Status: 'Enabled', ID: 'a', Prefix: undefined }
  expect(rulesFingerprint([turned])).toBe(rulesFingerprint([rule]))
})

it('differs where a rule, its place or a date in it differs', () => {
  const at = (date: string) => [{ ...rule, Expiration: { Date: new Date(date) } }]
  const all = [[], [rule], [rule, { ID: 'b' }], [{ ID: 'b' }, rule], at('2027-01-01'), at('2027-01-02')]
  expect(new Set(all.map(rulesFingerprint)).size).toBe(all.length)
})

it('takes whatever a server answers', () => {
  fc.assert(fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), (rules) => void rulesFingerprint(rules)))
})
