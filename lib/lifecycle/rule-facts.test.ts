import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rulesThatTouch } from './rule-facts'

it('tells the rules that can touch results, wherever their prefix stands', () => {
  const rules = [
    { ID: 'all', Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } },
    { ID: 'logs', Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 7 } },
    {
      Status: 'Disabled',
      Filter: { And: { Prefix: 'r/', Tags: [{ Key: 'k', Value: 'v' }] } },
      Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }],
    },
    {
      ID: 'one',
      Status: 'Enabled',
      Prefix: 'r/celery-task-meta-a',
      NoncurrentVersionExpiration: { NoncurrentDays: 3 },
      Expiration: { Date: new Date('2027-01-01T00:00:00Z') },
    },
  ]
  expect(rulesThatTouch(rules, 'r/')).toEqual([
    { id: 'all', enabled: true, prefix: '', does: 'removes after 1 day' },
    {
      id: null,
      enabled: false,
      prefix: 'r/',
      does: 'moves to STANDARD_IA after 30 days (some objects only, by tag or size)',
    },
    {
      id: 'one',
      enabled: true,
      prefix: 'r/celery-task-meta-a',
      does: 'removes on 2027-01-01, removes former versions after 3 days',
    },
  ])
})

it('takes whatever a server answers', () => {
  fc.assert(fc.property(fc.array(fc.dictionary(fc.string(), fc.anything())), (rules) => void rulesThatTouch(rules, '')))
})
