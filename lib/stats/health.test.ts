import { describe, expect, it } from 'vitest'
import { sickness, surelyFailing } from './health'

const of = (failed: number, finished: number) => ({ failed, finished })

describe('Health', () => {
  it('trusts many more than few', () => {
    expect(surelyFailing(of(300, 400))).toBeGreaterThan(surelyFailing(of(3, 4)))
    expect(surelyFailing(of(1, 1))).toBeLessThan(0.25)
    expect(surelyFailing(of(500, 1000))).toBeCloseTo(0.469, 2)
  })

  it('puts what fails more, what has become worse and what fails often first', () => {
    expect(sickness(of(50, 100), of(50, 100))).toBeGreaterThan(sickness(of(10, 100), of(10, 100)))
    expect(sickness(of(10, 100), of(1, 100))).toBeGreaterThan(sickness(of(10, 100), of(10, 100)))
    expect(sickness(of(1000, 10_000), of(1000, 10_000))).toBeGreaterThan(sickness(of(10, 100), of(10, 100)))
  })

  it('is perfect without failures', () => {
    expect(sickness(of(0, 5000), of(20, 5000))).toBe(0)
    expect(sickness(of(0, 0), of(0, 0))).toBe(0)
  })
})
