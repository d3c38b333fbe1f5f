import { describe, expect, it } from 'vitest'
import { transitionClasses } from '@/lib/cost/transition-classes'
import { nothingMoves, paysOff, transitionDays } from './transition.model'

const move = {
  storageClass: 'GLACIER' as const,
  days: 30,
  objects: 10,
  bytes: 1e9,
  stayingObjects: 0,
  feeDollars: 3,
  dollarsBefore: 2,
  dollarsAfter: 1,
  paysOffMonths: 3 as number | null,
  minimumDays: 90,
  readOnceDollars: 0.1,
}

describe('paysOff', () => {
  it.each([
    [{}, 'in month 3'],
    [{ paysOffMonths: 2.01 }, 'in month 3'],
    [{ feeDollars: 0, paysOffMonths: 0 }, 'at once'],
    [{ dollarsAfter: 2, paysOffMonths: null }, 'never'],
    // Whatever the move costs, a class that costs more never makes up for it.
    [{ feeDollars: null, dollarsAfter: 3, paysOffMonths: null }, 'never'],
    [{ feeDollars: null, paysOffMonths: null }, null],
    [{ dollarsBefore: null, paysOffMonths: null }, null],
  ])('of %j is %j', (change, said) => expect(paysOff({ ...move, ...change })).toBe(said))
})

it('says why nothing moves', () => {
  expect(nothingMoves({ ...move, objects: 0 })).toBe(
    'Nothing would move: no result of 128 KB or more is older than 30 days.',
  )
  expect(nothingMoves({ ...move, objects: 0, days: 0, stayingObjects: 1200 })).toBe(
    'Nothing would move: no result in Standard is of 128 KB or more. The 1,200 smaller ones stay in Standard, where they cost least.',
  )
})

it('offers no age that S3 refuses', () => {
  expect(transitionDays('STANDARD_IA')[0]).toBe(30)
  for (const storageClass of transitionClasses) expect(transitionDays(storageClass)).toContain(30)
})
