import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retentionRequest } from '@/lib/contract/retention'
import { parseSearch } from '@/lib/search/parse-search'
import {
  nothingChosen,
  outcomeSearches,
  removesAnything,
  retentionSteps,
  ruleLabel,
  rulesOf,
  searchOf,
  stepOf,
} from './what-if.model'

describe('rulesOf', () => {
  it('asks types before states, and exempts a type that is kept', () => {
    const rules = rulesOf({ states: { SUCCESS: 7, FAILURE: null }, types: { 'app.report': null, 'app.mail': 1 } })
    expect(rules).toEqual([
      { state: null, type: 'app.report', days: null },
      { state: null, type: 'app.mail', days: 1 },
      { state: 'SUCCESS', type: null, days: 7 },
    ])
    expect(rules.map(ruleLabel)).toEqual(['app.report kept', 'app.mail 1 day', 'SUCCESS 7 days'])
  })

  it('makes no policy of nothing', () => {
    expect(removesAnything(nothingChosen)).toBe(false)
    expect(removesAnything({ states: { SUCCESS: null }, types: { 'app.report': null } })).toBe(false)
    expect(removesAnything({ states: {}, types: { 'app.report': 30 } })).toBe(true)
  })

  it('is always a policy the API takes', () => {
    const days = fc.constantFrom(...retentionSteps)
    const names = fc.dictionary(fc.stringMatching(/^[a-zA-Z.*_]{1,40}$/), days, { maxKeys: 10 })
    fc.assert(
      fc.property(names, names, (states, types) => {
        const request = { enabled: false, rules: rulesOf({ states, types }) }
        expect(retentionRequest.safeParse(request).success).toBe(true)
      }),
    )
  })
})

describe('searchOf', () => {
  const at = '2026-11-25T06:30:00.000Z'
  const rules = rulesOf({ states: { SUCCESS: 7 }, types: { 'app.report': null, 'two words': 30 } })
  it('leaves out what a type before it decides', () =>
    expect(rules.map((rule) => searchOf(rule, rules, at))).toEqual([
      null,
      'type:"two words" finished:<2026-10-26',
      'state:SUCCESS -type:app.report -type:"two words" finished:<2026-11-18',
    ]))
  it('is told for all rules together, and for what they leave', () => {
    const gone =
      '(type:"two words" finished:<2026-10-26) OR (state:SUCCESS -type:app.report -type:"two words" finished:<2026-11-18)'
    expect(outcomeSearches(rules, at)).toEqual({ gone, left: `-(${gone})` })
    expect(parseSearch(`-(${gone})`)).toHaveProperty('node')
    expect(outcomeSearches(rulesOf({ states: {}, types: { a: null } }), at)).toBeNull()
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`app.type-number-${index}`, 7]))
    expect(outcomeSearches(rulesOf({ states: {}, types: many }), at)).toBeNull()
  })
  it('is a search that can be read', () => {
    for (const rule of rules) {
      const q = searchOf(rule, rules, at)
      if (q !== null) expect(parseSearch(q)).toHaveProperty('node')
    }
  })
})

describe('stepOf', () => {
  it('finds every step again', () => expect(retentionSteps.map(stepOf)).toEqual(retentionSteps.map((_, at) => at)))
  it('keeps at least as long', () => expect(retentionSteps[stepOf(10)]).toBe(14))
})
