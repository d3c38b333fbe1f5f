import { describe, expect, it } from 'vitest'
import { placeHint } from './hint-layer.model'

const screen = { width: 400, height: 300 }
const size = { width: 100, height: 20 }
const at = (left: number, top: number) => ({ left, top, right: left + 20, bottom: top + 20 })

describe('placing a hint', () => {
  it('stands centred above its target', () =>
    expect(placeHint(at(200, 100), size, screen)).toEqual({ left: 160, top: 74 }))
  it('goes below where there is no room above', () => expect(placeHint(at(200, 10), size, screen).top).toBe(36))
  it('stays inside the screen', () => {
    expect(placeHint(at(0, 100), size, screen).left).toBe(8)
    expect(placeHint(at(390, 100), size, screen).left).toBe(292)
  })
})
