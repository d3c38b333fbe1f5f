import { describe, expect, it } from 'vitest'
import { ageBands, classTerms, otherThan, restOf } from './storage.model'

const at = '2026-11-25T06:30:00.000Z'
const day = (day: string, objects: number) => ({ day, objects, bytes: objects * 100 })

describe('ageBands', () => {
  it('sums the days of an age, and says where each begins and ends', () => {
    const bands = ageBands([day('2026-11-25', 1), day('2026-11-24', 2), day('2026-11-19', 3), day('2026-11-18', 4)], at)
    expect(bands).toEqual([
      { label: 'Today', from: '2026-11-25T00:00:00.000Z', to: null, objects: 1, bytes: 100 },
      {
        label: '1 to 6 days',
        from: '2026-11-19T00:00:00.000Z',
        to: '2026-11-25T00:00:00.000Z',
        objects: 5,
        bytes: 500,
      },
      {
        label: '7 to 29 days',
        from: '2026-10-27T00:00:00.000Z',
        to: '2026-11-19T00:00:00.000Z',
        objects: 4,
        bytes: 400,
      },
    ])
  })

  it('counts every object once, also those of a clock ahead and of years ago', () => {
    const bands = ageBands([day('2026-11-26', 1), day('2020-01-01', 7)], at)
    expect(bands.map(({ objects }) => objects)).toEqual([1, 0, 0, 0, 0, 7])
    expect(bands.at(-1)?.from).toBeNull()
  })

  it('is empty where nothing is stored', () => expect(ageBands([], at)).toEqual([]))
})

describe('otherThan', () => {
  it('leaves out each type, and those without a name', () =>
    expect(otherThan(['app.add', null, 'two words'])).toBe('-type:app.add -is:unnamed -type:"two words"'))
  it('is nothing where it would be too long', () => expect(otherThan(['x'.repeat(1000)])).toBeNull())
})

describe('classTerms', () => {
  const none = {
    minimumBytes: 0,
    minimumDays: 0,
    gbMonth: 0.023,
    putPer1000: 0.005,
    getPer1000: 0.0004,
    retrievalGb: 0,
  }
  it('says what a class asks for', () => {
    expect(classTerms(none)).toBeNull()
    expect(classTerms({ ...none, minimumBytes: 131_072, minimumDays: 30, getPer1000: 0.001, retrievalGb: 0.01 })).toBe(
      'billed for 128 KB and 30 days at least; reading $0.001 per 1,000, $0.01 a GB',
    )
    expect(classTerms({ ...none, minimumDays: 180, getPer1000: null, retrievalGb: null })).toBe(
      'billed for 180 days at least',
    )
  })
})

describe('restOf', () => {
  const total = { objects: 10, bytes: 1000, dollarsPerMonth: 1 }
  it('is what the parts leave', () =>
    expect(restOf(total, [{ objects: 8, bytes: 700, dollarsPerMonth: 0.75 }])).toEqual({
      objects: 2,
      bytes: 300,
      dollarsPerMonth: 0.25,
    }))
  it('is nothing where the parts are all', () => expect(restOf(total, [total])).toBeNull())
  it('has no price where a part has none', () =>
    expect(restOf(total, [{ objects: 1, bytes: 1, dollarsPerMonth: null }])?.dollarsPerMonth).toBeNull())
})
