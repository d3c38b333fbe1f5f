import fc from 'fast-check'
import { expect, it } from 'vitest'
import { growthOf } from './growth'

const gb = 2 ** 30
const now = [{ storageClass: 'STANDARD', objects: 1000, bytes: 10 * gb }]

it('leads where a straight line leads', () => {
  const points = [0, 1, 2, 4, 5].map((day) => ({ day, objects: 500 + 100 * day, bytes: 5 * gb + day * gb }))
  const growth = growthOf(points, now, 'us-east-1')
  expect(growth).toMatchObject({
    known: true,
    objectsPerDay: expect.closeTo(100),
    bytesPerDay: expect.closeTo(gb),
    // (10 + 30) × 0.023 and (10 + 90) × 0.023
    projections: [
      { days: 30, objects: 4000, bytes: 40 * gb, dollarsPerMonth: expect.closeTo(0.92) },
      { days: 90, objects: 10_000, bytes: 100 * gb, dollarsPerMonth: expect.closeTo(2.3) },
    ],
    basis: 'A straight line through the snapshots of 5 days (of 6; the others have none).',
  })
})

it('is not known from a few days', () => {
  expect(growthOf([{ day: 1, objects: 1, bytes: 1 }], now, 'us-east-1')).toEqual({
    known: false,
    reason: 'Snapshots of 4 days are needed to tell; there are those of one day.',
  })
})

it('never leads below nothing, and has no price without a region', () => {
  const points = fc.uniqueArray(fc.record({ day: fc.nat(100), objects: fc.nat(), bytes: fc.nat() }), {
    selector: ({ day }) => day,
    minLength: 4,
  })
  fc.assert(
    fc.property(points, (some) => {
      const growth = growthOf(some, now, null)
      if (!growth.known) throw new Error(growth.reason)
      for (const { objects, bytes, dollarsPerMonth } of growth.projections) {
        expect(Math.min(objects, bytes)).toBeGreaterThanOrEqual(0)
        expect(dollarsPerMonth).toBeNull()
      }
    }),
  )
})
