import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DiffLine } from '@/lib/contract/storage'
import { changesInWords, foldDiff } from './lifecycle-diff.model'

const lines = (kinds: string): DiffLine[] =>
  [...kinds].map((kind, at) => ({ kind: kind === '+' ? 'added' : kind === '-' ? 'removed' : 'same', text: String(at) }))
const drawn = (kinds: string) =>
  foldDiff(lines(kinds))
    .map((part) => (part.kind === 'fold' ? `[${part.lines.length}]` : part.line.kind === 'same' ? '.' : '!'))
    .join('')

describe('foldDiff', () => {
  it.each([
    ['..........++..', '[8]..!!..'],
    ['+.....+', '!.....!'],
    ['+........+', '!..[4]..!'],
    ['...+', '...!'],
    ['......', '[6]'],
    ['...', '...'],
    ['', ''],
  ])('of %j is %j', (kinds, expected) => expect(drawn(kinds)).toBe(expected))

  it('loses no line and folds no change', () => {
    const kind = fc.constantFrom('same' as const, 'same' as const, 'added' as const, 'removed' as const)
    fc.assert(
      fc.property(fc.array(fc.record({ kind, text: fc.string() })), (given) => {
        const parts = foldDiff(given)
        expect(parts.flatMap((part) => (part.kind === 'fold' ? part.lines : [part.line]))).toEqual(
          given.map((line, at) => ({ ...line, at })),
        )
        const folded = parts.flatMap((part) => (part.kind === 'fold' ? part.lines : []))
        expect(folded.every((line) => line.kind === 'same')).toBe(true)
      }),
    )
  })
})

it.each([
  [{ added: 2, changed: 0, kept: 3 }, 'Adds 2 rules, one for tasks and one for groups; 3 others stay as they are.'],
  [{ added: 0, changed: 2, kept: 1 }, 'Changes 2 rules, one for tasks and one for groups; 1 other stays as it is.'],
  [
    { added: 1, changed: 1, kept: 0 },
    'Adds 1 rule and changes 1 rule, one for tasks and one for groups; the bucket has no others.',
  ],
  [{ added: 0, changed: 0, kept: 4 }, 'The bucket has these rules already, so there is nothing to apply.'],
])('says what %j comes to', (changes, said) => expect(changesInWords(changes)).toBe(said))
