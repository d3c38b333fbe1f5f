import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareSequencers, readSequencer } from './sequencer'

const hex = fc.stringMatching(/^[0-9A-F]{1,40}$/)

describe('sequencers', () => {
  it.each([
    ['0055AED6DCD90281E5', '0055AED6DCD90281E6', -1],
    ['0055AED6DCD90281E5', '0055AED6DCD90281E5', 0],
    ['0055AED6DCD90281E5', '0055AED6DCD90281E500', 0],
    ['0055', '00550001', -1],
    ['01', '00FF', 1],
    ['A', '9F', 1],
  ])('%s and %s compare as text, the shorter padded on the right', (a, b, expected) => {
    expect(Math.sign(compareSequencers(a, b))).toBe(expected)
  })

  it('order as the numbers they would be, were all of one length', () => {
    fc.assert(
      fc.property(hex, hex, (a, b) => {
        const [left, right] = [a, b].map((text) => BigInt(`0x${text.padEnd(40, '0')}`)) as [bigint, bigint]
        expect(Math.sign(compareSequencers(a, b))).toBe(left < right ? -1 : left > right ? 1 : 0)
      }),
    )
  })

  it('are ordered totally, and zeros at the end mean nothing', () => {
    fc.assert(
      fc.property(hex, hex, hex, fc.nat(8), (a, b, c, zeros) => {
        expect(compareSequencers(a, b) + compareSequencers(b, a)).toBe(0)
        if (compareSequencers(a, b) <= 0 && compareSequencers(b, c) <= 0) {
          expect(compareSequencers(a, c)).toBeLessThanOrEqual(0)
        }
        expect(compareSequencers(a + '0'.repeat(zeros), b)).toBe(compareSequencers(a, b))
      }),
    )
  })

  it.each([undefined, null, '', 'xyz', 7, '0'.repeat(129)])('do not come from %j', (value) =>
    expect(readSequencer(value)).toBeNull(),
  )
  it('are the same in small letters', () => expect(readSequencer('00ff')).toBe('00FF'))
})
