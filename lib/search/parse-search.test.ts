import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSearch } from './parse-search'
import { fieldText, printSearch } from './print-search'
import { partsOf, withoutPart } from './search-parts'
import type { SearchNode } from './syntax-tree'

/** A tree without the places of its parts. */
function bare(node: SearchNode | null): unknown {
  if (node === null) return null
  if (node.kind === 'term') return node.term
  return node.kind === 'not' ? { not: bare(node.node) } : { [node.kind]: node.nodes.map(bare) }
}

function read(text: string): unknown {
  const parsed = parseSearch(text)
  return parsed.kind === 'parsed' ? bare(parsed.node) : parsed.problem
}

const field = (key: string, value: string, wildcard = false) => ({ key, value, wildcard })
const word = (text: string, quoted = false) => ({ key: 'text', text, quoted })

describe('A search', () => {
  it.each<[string, unknown]>([
    ['', null],
    ['  ', null],
    ['state:FAILURE', field('state', 'FAILURE')],
    ['state:failure', field('state', 'FAILURE')],
    ['state:uploading', field('state', 'uploading')],
    ['status:retry', field('state', 'RETRY')],
    ['type:app.mail.*', field('type', 'app.mail.*', true)],
    ['type:"app.mail.*"', field('type', 'app.mail.*')],
    ['task:"a b"', field('type', 'a b')],
    ['name:"a \\"b\\" \\\\c"', field('type', 'a "b" \\c')],
    ['exc:Timeout*', field('exc', 'Timeout*', true)],
    ['queue:a,b', { or: [field('queue', 'a'), field('queue', 'b')] }],
    ['queue:(a OR "b c" d)', { or: [field('queue', 'a'), field('queue', 'b c'), field('queue', 'd')] }],
    ['queue:(a, b,c)', { or: [field('queue', 'a'), field('queue', 'b'), field('queue', 'c')] }],
    ['state:"," ,', { and: [field('state', ','), word(',')] }],
    ['worker:web-1@host', field('worker', 'web-1@host')],
    ['id:3f2a*', field('id', '3f2a*', true)],
    ['group:-x', field('group', '-x')],
    ['timed out', { and: [word('timed'), word('out')] }],
    ['"timed out"', word('timed out', true)],
    ['a AND b OR c', { or: [{ and: [word('a'), word('b')] }, word('c')] }],
    ['a (b OR c)', { and: [word('a'), { or: [word('b'), word('c')] }] }],
    ['a (b c)', { and: [word('a'), word('b'), word('c')] }],
    ['NOT a -b', { and: [{ not: word('a') }, { not: word('b') }] }],
    ['-(a OR state:RETRY)', { not: { or: [word('a'), field('state', 'RETRY')] } }],
    ['http://x/y?z', word('http://x/y?z')],
    ['12:30', word('12:30')],
    ['a-b', word('a-b')],
    ['"state:X"', word('state:X', true)],
    ['size:>1MB', { key: 'size', operator: '>', value: 1e6 }],
    ['size:<=1.5KiB', { key: 'size', operator: '<=', value: 1536 }],
    ['size:300', { key: 'size', operator: '=', value: 300 }],
    ['runtime:>=250ms', { key: 'runtime', operator: '>=', value: 0.25 }],
    ['runtime:>30', { key: 'runtime', operator: '>', value: 30 }],
    ['retries:>0', { key: 'retries', operator: '>', value: 0 }],
    ['finished:<2h', { key: 'finished', operator: '<', at: { kind: 'age', seconds: 7200 } }],
    ['finished:2h', { key: 'finished', operator: '<=', at: { kind: 'age', seconds: 7200 } }],
    ['finished:>2026-11-20', { key: 'finished', operator: '>', at: { kind: 'time', atMs: Date.UTC(2026, 10, 20) } }],
    [
      'finished:<2026-11-20T12:30',
      { key: 'finished', operator: '<', at: { kind: 'time', atMs: Date.UTC(2026, 10, 20, 12, 30) } },
    ],
    ['finished:today', { key: 'finished', operator: '>=', at: { kind: 'today' } }],
    ['state:fail*', { key: 'state', value: 'FAIL*', wildcard: true }],
    ['is:unfinished', { key: 'is', value: 'unfinished' }],
  ])('reads %j', (text, tree) => expect(read(text)).toEqual(tree))

  it('takes a date for the whole day', () => {
    expect(read('finished:2026-11-20')).toEqual(read('finished:>=2026-11-20 finished:<2026-11-21'))
  })

  it.each<[string, string, number, number]>([
    ['stat:FAILURE', 'Did you mean "state:"?', 0, 5],
    ['a colour:red', 'There is no key "colour".', 2, 9],
    ['state:', 'needs a value right behind it', 0, 6],
    ['state: FAILURE', 'needs a value right behind it', 0, 6],
    ['state:a,', 'needs a value right behind it', 7, 8],
    ['type:""', 'needs a value', 5, 7],
    ['a "b', 'This quote is not closed', 2, 4],
    ['(a', 'This "(" is not closed', 0, 1],
    ['a)', 'no "(" for this ")"', 1, 2],
    ['()', 'missing before this ")"', 1, 2],
    ['a OR', 'Something is missing here', 4, 4],
    ['OR a', '"OR" needs something on both sides', 0, 2],
    ['a AND AND b', '"AND" needs something on both sides', 6, 9],
    ['NOT', 'Something is missing here', 3, 3],
    ['size:big', 'such as size:>1MB', 5, 8],
    ['size:>1XB', 'such as size:>1MB', 5, 9],
    ['runtime:>1MB', 'such as runtime:>30s', 8, 12],
    ['retries:>1s', 'such as retries:>0', 8, 11],
    ['finished:soon', 'an age, a date or a time', 9, 13],
    ['finished:>2026-13-40', 'an age, a date or a time', 9, 20],
    ['is:late', 'takes unfinished, lost', 3, 7],
    ['queue:(a OR state:b)', 'values of "queue" alone', 12, 18],
    ['queue:(a', 'is not closed', 6, 7],
    ['x'.repeat(1001), 'may have 1000 characters', 1000, 1001],
    ['a '.repeat(51), 'may have 50 terms', 100, 101],
    [`${'('.repeat(11)}a${')'.repeat(11)}`, 'nested 10 deep', 10, 11],
    [`${'-'.repeat(11)}a`, 'nested 10 deep', 10, 11],
  ])('explains what is wrong with %j', (text, message, from, to) => {
    expect(read(text)).toEqual({ message: expect.stringContaining(message), span: { from, to } })
  })

  it('never fails, whatever is typed, and points into the text', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '"',
      '-',
      ',',
      ':',
      ' ',
      'OR',
      'AND',
      'NOT',
      'state:',
      'size:>',
      'a',
      '\\',
      '*',
      '😀',
    )
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseSearch(text)
        const span = parsed.kind === 'problem' ? parsed.problem.span : (parsed.node?.span ?? { from: 0, to: 0 })
        expect(span.from).toBeGreaterThanOrEqual(0)
        expect(span.to).toBeGreaterThanOrEqual(span.from)
        expect(span.to).toBeLessThanOrEqual(text.length)
        if (parsed.kind === 'problem') return
        // Deep nesting and many terms may be just inside the limits before, and outside after printing.
        const again = parseSearch(printSearch(parsed.node))
        if (again.kind === 'parsed') expect(bare(again.node)).toEqual(bare(parsed.node))
        else expect(again.problem.message).toMatch(/nested|characters/)
      }),
      { numRuns: 3000 },
    )
  })

  it('of a field finds exactly its value, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (value) => {
        expect(read(fieldText('type', value))).toEqual(field('type', value))
      }),
    )
  })

  it('is taken apart into what must all hold', () => {
    const parts = partsOf('state:FAILURE,RETRY -(a OR b)  finished:2026-11-20 queue:(a OR b)') ?? []
    expect(parts.map(({ text }) => text)).toEqual([
      'state:FAILURE,RETRY',
      '-(a OR b)',
      'finished:2026-11-20',
      'queue:(a OR b)',
    ])
    expect(withoutPart(parts, 1)).toBe('state:FAILURE,RETRY finished:2026-11-20 queue:(a OR b)')
    expect(partsOf('a OR b')?.map(({ text }) => text)).toEqual(['a OR b'])
    expect(partsOf('state:')).toBeNull()
  })
})
