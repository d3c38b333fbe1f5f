import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortKeys } from '@/lib/contract/values'
import { isStorable } from '@/lib/db/storable'
import { type Cursor, decodeCursor, encodeCursor } from './cursor'

const cursors: fc.Arbitrary<Cursor> = fc.record({
  sort: fc.constantFrom(...sortKeys),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  direction: fc.constantFrom('next' as const, 'prev' as const),
  value: fc.option(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(String)),
  key: fc.string({ unit: 'grapheme' }).filter(isStorable),
})

describe('cursor', () => {
  it('comes back as it went out, whatever the key holds', () => {
    fc.assert(
      fc.property(cursors, (cursor) => {
        expect(decodeCursor(encodeCursor(cursor), cursor)).toEqual(cursor)
      }),
    )
  })

  it('refuses text that is no cursor, without throwing anything but bad_cursor', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(text, { sort: 'occurredAt', order: 'desc' })).toThrow(
          expect.objectContaining({ code: 'bad_cursor' }),
        )
      }),
    )
  })

  it('refuses a key that no database could hold', () => {
    for (const key of ['a\0b', 'a\ud800']) {
      const cursor = encodeCursor({ sort: 'sizeBytes', order: 'asc', direction: 'next', value: '1', key })
      expect(() => decodeCursor(cursor, { sort: 'sizeBytes', order: 'asc' })).toThrow(
        expect.objectContaining({ code: 'bad_cursor' }),
      )
    }
  })

  it('refuses a cursor of a list sorted otherwise', () => {
    const cursor = encodeCursor({ sort: 'sizeBytes', order: 'asc', direction: 'next', value: '1', key: 'k' })
    expect(() => decodeCursor(cursor, { sort: 'occurredAt', order: 'desc' })).toThrow(/sizeBytes asc/)
  })
})
