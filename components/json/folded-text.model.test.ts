import { describe, expect, it } from 'vitest'
import { foldText } from './folded-text.model'

describe('folding long text', () => {
  it('shows short text whole', () => expect(foldText('short', 0)).toEqual({ shown: 'short', hidden: 0, next: 0 }))

  it('shows all 20,000 characters after one press', () => {
    const text = 'x'.repeat(20_000)
    expect(foldText(text, 0)).toMatchObject({ hidden: 19_600, next: 19_600 })
    expect(foldText(text, 1)).toMatchObject({ hidden: 0 })
  })

  it('brings two million characters in portions', () => {
    const text = 'x'.repeat(2_000_000)
    expect(foldText(text, 1)).toMatchObject({ hidden: 1_949_600, next: 50_000 })
  })

  it('stops after eight lines', () => {
    const text = Array.from({ length: 30 }, (_, i) => `line ${i}`).join('\n')
    expect(foldText(text, 0).shown.split('\n')).toHaveLength(8)
  })

  it('does not fold away a last few words, nor cut an emoji', () => {
    expect(foldText('x'.repeat(420), 0).hidden).toBe(0)
    expect(foldText(`${'x'.repeat(399)}😀${'y'.repeat(200)}`, 0).shown).toBe('x'.repeat(399))
  })
})
