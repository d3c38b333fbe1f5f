import { describe, expect, it } from 'vitest'
import { progressOf } from './progress.model'
import { value } from './testing'

describe('progress by habit', () => {
  it('reads current and total', () => {
    expect(progressOf(value('{"current": 30, "total": 100, "note": "x"}'))).toEqual({ current: 30, total: 100 })
  })

  it.each([
    '"halfway"',
    '{"current": 30}',
    '{"current": 130, "total": 100}',
    '{"current": "30", "total": "100"}',
    '{"current": 0, "total": 0}',
    '{"current": NaN, "total": 5}',
    '{"current": 1, "total": Infinity}',
    '[30, 100]',
  ])('claims none from %s', (json) => expect(progressOf(value(json))).toBeNull())
})
