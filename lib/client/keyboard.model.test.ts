import { describe, expect, it } from 'vitest'
import { groupShortcuts, type KeyPress, keyName, paletteKey, type Shortcut, stepKey } from './keyboard.model'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  defaultPrevented: false,
  ...more,
})
const shortcut = (keys: string, label = keys, group = 'List'): Shortcut => ({ keys, label, group, run: () => {} })

describe('naming a key', () => {
  it('leaves combinations to the browser', () => {
    expect(keyName(press('j', { ctrlKey: true }))).toBeNull()
    expect(keyName(press('K', { ctrlKey: true, shiftKey: true }))).toBeNull()
    expect(keyName(press('r', { metaKey: true }))).toBeNull()
  })
  it('takes Ctrl or Command with K for itself, on any keyboard', () => {
    expect(keyName(press('k', { ctrlKey: true }))).toBe(paletteKey)
    expect(keyName(press('k', { metaKey: true }))).toBe(paletteKey)
    expect(keyName(press('л', { ctrlKey: true, code: 'KeyK' }))).toBe(paletteKey)
    expect(keyName(press('k'))).toBe('k')
  })
  it('leaves keys alone that somebody has handled', () =>
    expect(keyName(press('Escape', { defaultPrevented: true }))).toBeNull())
  it('reads the place of a letter on keyboards without Latin letters', () => {
    expect(keyName(press('о', { code: 'KeyJ' }))).toBe('j')
    expect(keyName(press('j', { code: 'KeyC' }))).toBe('j')
  })
})

describe('sequences', () => {
  const list = [shortcut('g t'), shortcut('t'), shortcut('j')]
  it('waits after the first key of one', () => expect(stepKey(list, null, 'g')).toEqual({ kind: 'wait', pending: 'g' }))
  it('runs at the second', () => expect(stepKey(list, 'g', 't')).toMatchObject({ candidates: [{ keys: 'g t' }] }))
  it('takes a key by itself otherwise', () => {
    expect(stepKey(list, null, 't')).toMatchObject({ candidates: [{ keys: 't' }] })
    expect(stepKey(list, 'g', 'j')).toMatchObject({ candidates: [{ keys: 'j' }] })
  })
  it('knows when nobody wants it', () => expect(stepKey(list, null, 'q')).toEqual({ kind: 'none' }))
})

it('asks the newest owner of a key first', () => {
  const step = stepKey([shortcut('Escape', 'old'), shortcut('Escape', 'new')], null, 'Escape')
  expect(step).toMatchObject({ candidates: [{ label: 'new' }, { label: 'old' }] })
})

it('lists each shortcut once, under its heading', () => {
  const groups = groupShortcuts([shortcut('j'), shortcut('?', 'Help', 'Everywhere'), shortcut('j')])
  expect(groups.map(({ group, shortcuts }) => [group, shortcuts.length])).toEqual([
    ['List', 1],
    ['Everywhere', 1],
  ])
})
