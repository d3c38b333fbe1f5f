import { describe, expect, it } from 'vitest'
import type { TypeFigures, TypeSummary } from '@/lib/contract/types'
import { arrangeTypes, changeOf, parseTypeSort } from './types.model'

const nothing: TypeFigures = {
  states: [],
  finished: 0,
  failed: 0,
  successRate: null,
  retries: null,
  runtime: null,
  size: null,
}

function type(name: string | null, change: Partial<TypeSummary> = {}): TypeSummary {
  const stored = { objects: 0, bytes: 0, dollarsPerMonth: null }
  return { ...nothing, name, previous: nothing, stored, firstSeen: null, lastSeen: null, sparkline: [], ...change }
}

const types = [
  type('app.sick', { finished: 10, failed: 5, successRate: 0.5 }),
  type(null, { finished: 30, successRate: 1 }),
  type('app.mail', { finished: 20, failed: 1, successRate: 0.95 }),
]
const names = (sort: Parameters<typeof arrangeTypes>[1], text = '') =>
  arrangeTypes(types, sort, text).map(({ name }) => name)

describe('Types', () => {
  it('stay in the order of the API by health', () => expect(names('health')).toEqual(['app.sick', null, 'app.mail']))
  it('are put in order by what is looked for', () => {
    expect(names('finished')).toEqual([null, 'app.mail', 'app.sick'])
    expect(names('success')).toEqual(['app.sick', 'app.mail', null])
    expect(names('name')).toEqual(['app.mail', 'app.sick', null])
  })
  it('are found by a part of their name', () => expect(names('health', 'MAIL')).toEqual(['app.mail']))
  it('take an unknown order for health', () => expect(parseTypeSort('colour')).toBe('health'))
})

describe('A change', () => {
  it.each([
    [120, 100, { up: true, percent: 20 }],
    [50, 100, { up: false, percent: 50 }],
    [102, 100, null],
    [5, 0, null],
    [null, 4, null],
  ])('from %j, before %j', (now, before, change) => expect(changeOf(now, before)).toEqual(change))
})
