import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inertSegments } from './inert-text.model'

const drawn = (text: string, oneLine = false) =>
  inertSegments(text, { oneLine })
    .map((s) => (s.kind === 'text' ? s.text : `⟨${s.show}⟩`))
    .join('')

describe('hostile text', () => {
  it.each([
    ['a null byte', 'a\u0000b', 'a⟨NUL⟩b'],
    ['a whole ANSI colour as one mark', '\u001b[31;1mred\u001b[0m', '⟨ESC[31;1m⟩red⟨ESC[0m⟩'],
    ['a terminal title', '\u001b]0;owned\u0007x', '⟨ESC]0;ownedBEL⟩x'],
    ['a right-to-left override', 'file\u202egpj.exe', 'file⟨RLO⟩gpj.exe'],
    ['a lone surrogate', 'x\ud83d!', 'x⟨\\ud83d⟩!'],
    ['a zero-width space', 'pay\u200bpal', 'pay⟨ZWSP⟩pal'],
    ['a C1 control', 'a\u0085b', 'a⟨\\x85⟩b'],
    ['tag characters', 'hi\u{e0041}\u{e0042}', 'hi⟨TAGS⟩'],
    ['a carriage return that would overwrite the line', 'safe\rEVIL', 'safe⟨CR⟩EVIL'],
  ])('shows %s', (_, text, expected) => expect(drawn(text)).toBe(expected))

  it('keeps what languages and emoji need', () => {
    for (const text of ['مرحبا بالعالم', 'می‌خواهم', '👩‍👩‍👧 🇳🇵', 'Zürich é', 'नेपाल', '<script>alert(1)</script>'])
      expect(drawn(text)).toBe(text)
  })

  it('keeps line feeds and tabs, but marks them where only one line is drawn', () => {
    expect(drawn('a\n\tb')).toBe('a\n\tb')
    expect(drawn('a\n\tb\u0000', true)).toBe('a⟨↵⟩⟨⇥⟩b⟨NUL⟩')
  })

  it('cuts towers of combining marks', () => {
    expect(drawn(`e${'\u0301'.repeat(500)}!`)).toBe(`e${'\u0301'.repeat(8)}⟨+492⟩!`)
  })

  it('leaves nothing that acts, and loses no ordinary text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const segments = inertSegments(text, { oneLine: true })
        const plain = segments.filter((s) => s.kind === 'text').map((s) => s.text)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: asserting their absence.
        for (const part of plain) expect(part).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
        if (plain.length === segments.length) expect(plain.join('')).toBe(text)
      }),
    )
  })
})
