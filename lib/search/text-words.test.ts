import { describe, expect, it } from 'vitest'
import { wordsOf } from './text-words'

describe('The words of a text', () => {
  it.each<[string, string[]]>([
    ['app.mail.send_welcome', ['app', 'mail', 'send', 'welcome']],
    ['Timed OUT after 30s', ['timed', 'out', 'after', '30s']],
    ['3f2a7c1e-91c0', ['3f2a7c1e', '91c0']],
    ['re\u0301sume\u0301 😀 مرحبا', ['résumé', 'مرحبا']],
    ['日本語', ['日本語']],
    ['', []],
  ])('%j', (text, words) => expect(wordsOf(text)).toEqual(words))

  it('are bounded in length and number', () => {
    expect(wordsOf('x'.repeat(1000))).toEqual(['x'.repeat(64)])
    expect(wordsOf('a '.repeat(1000))).toHaveLength(600)
  })
})
