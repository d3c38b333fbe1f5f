import { describe, expect, it } from 'vitest'
import { keepShown, noSelection, type Selection, selectAll, selectRange, toggle } from './selection.model'

const shown = ['a', 'b', 'c', 'd', 'e']
const ids = (selection: Selection) => [...selection.ids].sort().join('')

describe('choosing rows', () => {
  it('adds and takes away', () => {
    const one = toggle(noSelection, 'b')
    expect(ids(one)).toBe('b')
    expect(ids(toggle(one, 'b'))).toBe('')
  })
  it('takes a range from the last chosen row, in both directions', () => {
    const from = toggle(noSelection, 'c')
    expect(ids(selectRange(from, 'e', shown))).toBe('cde')
    expect(ids(selectRange(from, 'a', shown))).toBe('abc')
  })
  it('keeps the anchor, so that a range can be made longer', () => {
    const first = selectRange(toggle(noSelection, 'b'), 'c', shown)
    expect(ids(selectRange(first, 'e', shown))).toBe('bcde')
  })
  it('takes one row where the anchor is gone', () =>
    expect(ids(selectRange({ ids: new Set(), anchor: 'z' }, 'd', shown))).toBe('d'))
  it('drops what is no longer on the screen', () => {
    const selection = keepShown({ ids: new Set(['a', 'z']), anchor: 'z' }, shown)
    expect([ids(selection), selection.anchor]).toEqual(['a', null])
  })
  it('stays the same object when nothing changes', () => {
    const all = selectAll(shown)
    expect(keepShown(all, shown)).toBe(all)
  })
})
