import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { typedWord, withValue } from './complete-search'
import { parseSearch } from './parse-search'

const typing = (text: string) => {
  const word = typedWord(text)
  return word && [word.key, word.typed]
}

describe('The word being typed', () => {
  it.each<[string, unknown]>([
    ['', null],
    ['timeout ', null],
    ['queue:emails na', [null, 'na']],
    ['queue:', ['queue', '']],
    ['name:app.ma', ['type', 'app.ma']],
    ['-exc:Time', ['exc', 'Time']],
    ['(state:FAILURE OR que', [null, 'que']],
    ['state:FAILURE,', ['state', '']],
    ['state:FAILURE,RE', ['state', 'RE']],
    ['queue:(a OR b', ['queue', 'b']],
    ['queue:(a, ', null],
    ['worker:"web 1', ['worker', 'web 1']],
    ['"timed o', [null, 'timed o']],
    ['nokey:x', [null, 'x']],
    ['(', null],
    ['a)', null],
  ])('of %j', (text, word) => {
    expect(typing(text)).toEqual(word)
  })

  it('is replaced by what was chosen', () => {
    const chosen = (text: string, ...choice: [Parameters<typeof withValue>[2], string, boolean?]) => {
      const word = typedWord(text)
      return word && withValue(text, word, ...choice)
    }
    expect(chosen('a em', 'queue', 'emails')).toBe('a queue:emails')
    expect(chosen('-queue:em', 'queue', 'e mails')).toBe('-queue:"e mails"')
    expect(chosen('worker:"web 1', 'worker', 'web 1@host')).toBe('worker:"web 1@host"')
    expect(chosen('type:app', 'type', 'app.mail.*', true)).toBe('type:app.mail.*')
    expect(chosen('state:RETRY,FA', 'state', 'FAILURE')).toBe('state:RETRY,FAILURE')
    expect(chosen('size:', 'size', '>1MB')).toBe('size:>1MB')
  })

  it('is found in anything, and a chosen queue is what the search then ends with', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ minLength: 1, maxLength: 9 }),
        (text, value) => {
          const word = typedWord(text)
          if (!word) return
          expect(word.span).toMatchObject({ to: text.length })
          const after = withValue(text, { ...word, key: null }, 'queue', value)
          const parsed = parseSearch(after.slice(word.span.from))
          expect(parsed).toMatchObject({ node: { term: { key: 'queue', value } } })
        },
      ),
    )
  })
})
