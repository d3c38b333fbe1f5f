import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSegment } from './path-segment'

test('every name comes back from its segment', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(readSegment(encodeURIComponent(name))).toBe(name)
    }),
  )
})

test.each(['%FF', '100% / 50%25', '%', 'a%2'])('%s is no encoding and is left as it is', (segment) => {
  expect(readSegment(segment)).toBe(segment)
})
