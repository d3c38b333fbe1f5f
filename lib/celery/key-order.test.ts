import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareKeys } from './key-order'

describe('compareKeys', () => {
  it('agrees with the order of the UTF-8 bytes', () => {
    // Units of one, two, three and four bytes, dense around the surrogates, so that common prefixes occur.
    const character = fc.oneof(
      fc.constantFrom('a', '/', ' ', '-', '0', '\u007f', 'é', '\ud7ff', '\ue000', '\uffff', '😀', '\u{10ffff}'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    )
    const key = fc.array(character, { maxLength: 6 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })

  it('puts an emoji behind the last character of the basic plane', () => {
    expect(compareKeys('\uffff', '😀')).toBeLessThan(0)
    expect('\uffff' < '😀').toBe(false)
  })
})
