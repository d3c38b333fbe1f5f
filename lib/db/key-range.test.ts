import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareKeys } from '@/lib/celery/key-order'
import { keyBounds, prefixEnd } from './key-range'

const text = fc.string({ unit: 'grapheme', maxLength: 6 })

describe('the end of a prefix', () => {
  it('is the next text in byte order', () => {
    expect(prefixEnd('celery-task-meta-')).toBe('celery-task-meta.')
    expect(prefixEnd('a\u{d7ff}')).toBe('a\u{e000}')
    expect(prefixEnd('a\u{ffff}')).toBe('a\u{10000}')
    expect(prefixEnd('a\u{10ffff}')).toBe('b')
    expect(prefixEnd('')).toBe(null)
    expect(prefixEnd('\u{10ffff}')).toBe(null)
  })

  it('stands behind every text with the prefix and before every other later one', () => {
    fc.assert(
      fc.property(text, text, (prefix, other) => {
        const end = prefixEnd(prefix)
        if (end === null) return
        expect(compareKeys(prefix + other, end)).toBeLessThan(0)
        if (!other.startsWith(prefix) && compareKeys(other, prefix) > 0) {
          expect(compareKeys(other, end)).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})

describe('the bounds of a range', () => {
  it('let through exactly what the range means', () => {
    const optional = fc.option(text, { nil: undefined })
    fc.assert(
      fc.property(text, optional, optional, text, (prefix, after, upTo, tail) => {
        const bounds = keyBounds({ prefix, after, upTo })
        for (const key of [tail, prefix + tail, prefix, after ?? '', upTo ?? '']) {
          const meant =
            key.startsWith(prefix) &&
            (after === undefined || compareKeys(key, after) > 0) &&
            (upTo === undefined || compareKeys(key, upTo) <= 0)
          const passes =
            (bounds.after === null || compareKeys(key, bounds.after) > 0) &&
            (bounds.from === null || compareKeys(key, bounds.from) >= 0) &&
            (bounds.before === null || compareKeys(key, bounds.before) < 0) &&
            (bounds.upTo === null || compareKeys(key, bounds.upTo) <= 0)
          expect(passes).toBe(meant)
        }
      }),
    )
  })
})
