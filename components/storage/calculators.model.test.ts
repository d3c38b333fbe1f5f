import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Calculator, calculate, calculators, readField } from './calculators.model'

const virginia = { putListPer1000: 0.005, getPer1000: 0.0004, sqsPerMillion: { standard: 0.4, fifo: 0.5 } }
const named = (key: string): Calculator => {
  const found = calculators.find((some) => some.key === key)
  if (!found) throw new Error(`no calculator ${key}`)
  return found
}

describe('calculate', () => {
  it('counts the HEADs and the GET of waiting, for 30 days', () => {
    // 100 a day, 30 days: each 21 HEADs in 10 s at 0.5 s, and a GET; 0.0004 per 1,000.
    const answer = calculate(named('get'), { daily: '100' }, virginia)
    expect(answer?.requests).toBe(3000 * 22)
    expect(answer?.dollars).toBeCloseTo(0.0264, 6)
  })

  it('counts idle receives of every worker and queue', () => {
    const answer = calculate(named('idle'), { consumers: '2', queues: '1', interval: '1' }, virginia)
    expect(answer?.requests).toBe(2 * 2_592_000)
    expect(answer?.dollars).toBeCloseTo(2.0736, 6)
  })

  it('counts a message above 64 KB more than once where it is sent and received', () => {
    const answer = calculate(named('messages'), { daily: '1000', bytes: '65537' }, virginia)
    expect(answer?.requests).toBe(30_000 * 5)
    expect(answer?.dollars).toBeCloseTo(0.06, 6)
  })

  it('has no dollars where the region has no prices', () => {
    expect(calculate(named('get'), {}, null)).toMatchObject({ dollars: null })
    expect(calculate(named('idle'), {}, { ...virginia, sqsPerMillion: null })).toMatchObject({ dollars: null })
  })

  it('counts with the prices it is given', () => {
    const own = { ...virginia, getPer1000: 0.0002 }
    expect(calculate(named('get'), { daily: '100' }, own)?.dollars).toBeCloseTo(0.0132, 6)
  })

  it('never answers with anything but a finite number, whatever is typed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...calculators), fc.array(fc.string(), { maxLength: 3 }), (calculator, typed) => {
        const texts = Object.fromEntries(calculator.fields.map(({ key }, at) => [key, typed[at] ?? '1']))
        const answer = calculate(calculator, texts, virginia)
        if (answer) expect(Number.isFinite(answer.requests)).toBe(true)
      }),
    )
  })
})

describe('readField', () => {
  const field = { key: 'n', label: 'N', initial: '1', min: 1, max: 2000, whole: true }
  it.each([
    ['1,500', { value: 1500 }],
    ['', { fault: 'A number' }],
    ['ten', { fault: 'A number' }],
    ['1.5', { fault: 'A whole number' }],
    ['0', { fault: 'At least 1' }],
    ['3000', { fault: 'At most 2,000' }],
  ])('reads %j', (text, expected) => expect(readField(field, text)).toEqual(expected))
})
