import { describe, expect, it } from 'vitest'
import { formatBytes } from './format-bytes'
import { formatDuration } from './format-duration'
import { formatMoney } from './format-money'
import { formatCompact, formatCount, formatPercent } from './format-number'
import { formatAge, formatClock, formatLocal, formatRelative, formatUtc } from './format-time'
import { shortenMiddle } from './shorten-middle'

const now = Date.parse('2026-11-21T12:03:20Z')
const ago = (seconds: number) => now - seconds * 1000

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1234, '1.2 kB'],
    [9_960, '10 kB'],
    [48_300, '48 kB'],
    [999_600, '1.0 MB'],
    [3_100_000_000, '3.1 GB'],
    [2e18, '2000 PB'],
  ])('%d reads as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))
})

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [0.0004, '0.4 ms'],
    [0.004, '4 ms'],
    [0.25, '250 ms'],
    [0.9999, '1 s'],
    [1.26, '1.3 s'],
    [9.96, '10 s'],
    [42.4, '42 s'],
    [59.7, '1 min'],
    [192, '3 min 12 s'],
    [7500, '2 h 5 min'],
    [86_400 * 3 + 4 * 3600, '3 d 4 h'],
    [-30, '−30 s'],
  ])('%d seconds read as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text))
})

describe('money', () => {
  it.each([
    [0, '$0'],
    [0.00002, '<$0.0001'],
    [0.0042, '$0.0042'],
    [0.07, '$0.07'],
    [0.0995, '$0.10'],
    [0.4, '$0.40'],
    [12.4, '$12.40'],
    [1204.3, '$1,204'],
    [-0.5, '−$0.50'],
  ])('%d reads as %s', (dollars, text) => expect(formatMoney(dollars)).toBe(text))
})

describe('counts and shares', () => {
  it('groups digits and says where counting stopped', () => {
    expect(formatCount(48_210, true)).toBe('48,210')
    expect(formatCount(10_000, false)).toBe('10,000+')
    expect(formatCompact(48_210)).toBe('48.2K')
  })
  it.each([
    [0, '0 %'],
    [0.0004, '<0.1 %'],
    [0.021, '2.1 %'],
    [0.99995, '>99.9 %'],
    [1, '100 %'],
  ])('a share of %d reads as %s', (share, text) => expect(formatPercent(share)).toBe(text))
})

describe('times', () => {
  it.each([
    [ago(2), 'just now'],
    [ago(12), '12 s ago'],
    [ago(185), '3 min ago'],
    [ago(7300), '2 h ago'],
    [ago(86_400 * 6), '6 d ago'],
    [ago(86_400 * 40), '12 Oct'],
    [ago(86_400 * 400), '17 Oct 2025'],
    [ago(-2), 'now'],
    [ago(-200), 'in 3 min'],
  ])('%d reads as %s', (at, text) => expect(formatRelative(at, now)).toBe(text))

  it('never gives a negative age', () => expect(formatAge(ago(-60), now)).toBe('0 s'))

  it('prints UTC, with milliseconds where there are any', () => {
    expect(formatUtc(now)).toBe('2026-11-21 12:03:20 UTC')
    expect(formatUtc(now + 7)).toBe('2026-11-21 12:03:20.007 UTC')
  })

  it('prints the local time of a zone with minutes', () => {
    expect(formatClock(now)).toBe('17:48:20')
    expect(formatLocal(now)).toBe('2026-11-21 17:48:20 GMT+5:45')
  })
})

describe('ids', () => {
  it('keeps both ends', () => expect(shortenMiddle('3f2a7c1e-0000-4000-8000-0000000091c0')).toBe('3f2a…91c0'))
  it('leaves short ids whole', () => expect(shortenMiddle('order 12/34')).toBe('order 12/34'))
  it('cuts between characters', () => expect(shortenMiddle('🪦🪦🪦🪦🪦🪦🪦🪦🪦🪦🪦🪦', 2)).toBe('🪦🪦…🪦🪦'))
})
