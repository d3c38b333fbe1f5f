import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLibraryFile } from './library-file'
import { parseTraceback, type TracebackPart, type TracebackTrace } from './traceback'

function traces(text: string): TracebackTrace[] {
  return parseTraceback(text).filter((part) => part.kind === 'trace')
}

/** Every text in the parts, in order. */
function texts(parts: TracebackPart[]): string[] {
  return parts.flatMap((part) => {
    if (part.kind !== 'trace') return [part.text]
    const items = part.items.flatMap((item) =>
      item.kind === 'note'
        ? [item.text]
        : [item.file, String(item.line), item.function ?? '', ...item.code.map(({ text }) => text)],
    )
    const exception = part.exception ? [part.exception.type ?? '', part.exception.message] : []
    return [part.header ?? '', ...items, ...exception, ...part.members.flatMap((m) => [m.title, ...texts(m.parts)])]
  })
}

const simple = `Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/celery/app/trace.py", line 451, in trace_task
    R = retval = fun(*args, **kwargs)
                 ^^^^^^^^^^^^^^^^^^^^
  File "/srv/shop/tasks.py", line 12, in charge
    return 1 / 0
           ~~^~~
ZeroDivisionError: division by zero
`

// Python 3.11's own output.
const group = `  + Exception Group Traceback (most recent call last):
  |   File "/srv/shop/tasks.py", line 20, in all_of_them
  |     raise ExceptionGroup('outer', [inner, linked])
  | ExceptionGroup: outer (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Exception Group Traceback (most recent call last):
    |   File "/srv/shop/tasks.py", line 14, in r
    |     raise e
    | ExceptionGroup: inner (2 sub-exceptions)
    +-+---------------- 1 ----------------
      | Traceback (most recent call last):
      |   File "/srv/shop/tasks.py", line 14, in r
      |     raise e
      | TypeError: t
      +---------------- 2 ----------------
      | ValueError: bare
      | second | line
      +------------------------------------
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    |   File "/srv/shop/tasks.py", line 17, in all_of_them
    |     raise KeyError('k')
    | KeyError: 'k'
    | 
    | The above exception was the direct cause of the following exception:
    | 
    | ValueError: linked
    +------------------------------------

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/srv/shop/tasks.py", line 23, in after
    raise RuntimeError('after')
RuntimeError: after
`

describe('parseTraceback', () => {
  it('reads hostile lines in linear time', () => {
    const header = 'Traceback (most recent call last):\n'
    const places = '", line 1, in '.repeat(30_000)
    expect(traces(`${header}  File "${places}\u2028`)[0]?.items).toMatchObject([{ kind: 'frame', line: 1 }])
    const markers = '~'.repeat(400_000)
    expect(traces(`${header}  File "a.py", line 1, in f\n    ${markers}x`)[0]?.items).toMatchObject([
      { code: [{ isMarker: false }] },
    ])
  })

  it('reads frames, code, markers and the exception', () => {
    expect(parseTraceback(simple)).toEqual([
      {
        kind: 'trace',
        header: 'Traceback (most recent call last):',
        items: [
          {
            kind: 'frame',
            file: '/usr/lib/python3/dist-packages/celery/app/trace.py',
            line: 451,
            function: 'trace_task',
            code: [
              { text: 'R = retval = fun(*args, **kwargs)', isMarker: false },
              { text: '             ^^^^^^^^^^^^^^^^^^^^', isMarker: true },
            ],
            isLibrary: true,
          },
          {
            kind: 'frame',
            file: '/srv/shop/tasks.py',
            line: 12,
            function: 'charge',
            code: [
              { text: 'return 1 / 0', isMarker: false },
              { text: '       ~~^~~', isMarker: true },
            ],
            isLibrary: false,
          },
        ],
        exception: { type: 'ZeroDivisionError', message: 'division by zero' },
        members: [],
      },
    ])
  })

  it('joins chained exceptions by their sentence', () => {
    const text = `${simple}\nThe above exception was the direct cause of the following exception:\n\n${simple}\nDuring handling of the above exception, another exception occurred:\n\n${simple}`
    expect(parseTraceback(text).map((part) => (part.kind === 'link' ? part.relation : part.kind))).toEqual([
      'trace',
      'cause',
      'trace',
      'context',
      'trace',
    ])
  })

  it('takes a line before such a sentence for an exception that was never raised', () => {
    const cause = 'The above exception was the direct cause of the following exception:'
    const [first, , second] = parseTraceback(`KeyError: 'never raised'\n\n${cause}\n\nValueError: bare`)
    expect(first).toMatchObject({
      kind: 'trace',
      header: null,
      exception: { type: 'KeyError', message: "'never raised'" },
    })
    expect(second).toMatchObject({ kind: 'trace', header: null, exception: { type: 'ValueError', message: 'bare' } })
  })

  it.each([
    ['ValueError', 'ValueError', ''],
    ['ValueError: ', 'ValueError', ''],
    ['shop.models.Billing.CardDeclined: ending 4242', 'shop.models.Billing.CardDeclined', 'ending 4242'],
    ['shop.charge.<locals>.Odd: x: y', 'shop.charge.<locals>.Odd', 'x: y'],
    ['ValueError: first\nsecond\n\n  indented: yes', 'ValueError', 'first\nsecond\n\n  indented: yes'],
    ['not an exception at all', null, 'not an exception at all'],
  ])('reads the exception %j', (line, type, message) => {
    const [trace] = traces(`Traceback (most recent call last):\n  File "a.py", line 1, in f\n    x\n${line}\n`)
    expect(trace?.exception).toEqual({ type, message })
  })

  it('reads recursion, syntax errors, code over several lines and missing source', () => {
    const [trace] = traces(`Traceback (most recent call last):
  File "a.py", line 3, in <module>
  File "a.py", line 1, in f
    f()
  [Previous line repeated 995 more times]
  File "b.py", line 2, in g
    h(
    ^^
        1,
        ^^
  File "<string>", line 1
    a b
     ^
SyntaxError: invalid syntax`)
    expect(
      trace?.items.map((item) => (item.kind === 'note' ? item.text : [item.file, item.function, item.code.length])),
    ).toEqual([
      ['a.py', '<module>', 0],
      ['a.py', 'f', 1],
      'Previous line repeated 995 more times',
      ['b.py', 'g', 4],
      ['<string>', null, 2],
    ])
    expect(trace?.exception?.type).toBe('SyntaxError')
  })

  it('reads exception groups within groups, and what comes after', () => {
    const [outer, link, after] = parseTraceback(group)
    if (outer?.kind !== 'trace') throw new Error()
    expect(outer).toMatchObject({ header: 'Exception Group Traceback (most recent call last):' })
    expect(outer.items).toHaveLength(1)
    expect(outer.exception).toEqual({ type: 'ExceptionGroup', message: 'outer (2 sub-exceptions)' })
    expect(outer.members.map(({ title, parts }) => [title, ...parts.map(({ kind }) => kind)])).toEqual([
      ['1', 'trace'],
      ['2', 'trace', 'link', 'trace'],
    ])
    const inner = outer.members[0]?.parts[0]
    if (inner?.kind !== 'trace') throw new Error()
    const exceptions = inner.members.map(({ parts }) => (parts[0]?.kind === 'trace' ? parts[0].exception : null))
    expect(exceptions).toEqual([
      { type: 'TypeError', message: 't' },
      { type: 'ValueError', message: 'bare\nsecond | line' },
    ])
    expect(link).toMatchObject({ kind: 'link', relation: 'context' })
    expect(after).toMatchObject({ exception: { type: 'RuntimeError' } })
  })

  it('takes the traceback of another process out of the message it came in', () => {
    const text = `billiard.pool.RemoteTraceback: \n"""\n${simple}"""\n\nThe above exception was the direct cause of the following exception:\n\n${simple}`
    expect(parseTraceback(text).map(({ kind }) => kind)).toEqual(['text', 'trace', 'text', 'link', 'trace'])
    expect(traces(text)[0]?.exception?.message).toBe('division by zero')
  })

  it('keeps text that is no traceback', () => {
    expect(parseTraceback('')).toEqual([])
    expect(parseTraceback('something\n\nwent wrong')).toEqual([{ kind: 'text', text: 'something\n\nwent wrong' }])
    expect(parseTraceback(`note\n${simple}`).map(({ kind }) => kind)).toEqual(['text', 'trace'])
    const table =
      'Traceback (most recent call last):\n  File "a.py", line 1, in f\nE: table\n  | a | b |\n  +---+---+\n'
    expect(traces(table)[0]?.exception?.message).toBe('table\n  | a | b |\n  +---+---+')
  })

  it('reads a traceback that ends in the middle', () => {
    const [trace] = traces(simple.slice(0, 200))
    expect(trace?.items.length).toBeGreaterThan(0)
    expect(trace?.exception).toBeNull()
  })

  it('gives what is beyond its limit as text', () => {
    const long = simple.repeat(10)
    const parts = parseTraceback(long, 1_000)
    expect(parts.at(-1)?.kind).toBe('text')
    expect(texts(parts).join('').length).toBeGreaterThan(long.length / 2)
  })

  it('loses no line of anything', () => {
    const lines = fc.constantFrom(
      ...simple.split('\n'),
      ...group.split('\n'),
      ...['"""', '', '  ', 'text', '    code', '  | x', '    | y', '+---', '  +-+---------------- 1 ----------------'],
    )
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 40 }), (all) => {
        const kept = texts(parseTraceback(all.join('\n'))).join('\n')
        for (const line of all) {
          // Without margin and rules, and word by word, since a frame is taken apart.
          const bare = line.replace(/^[ |]*/, '')
          if (/^\+/.test(bare)) continue
          for (const word of bare
            .split(/[\s,"]+|: /)
            .filter((part) => /\w{2}/.test(part) && !/^(File|line|in)$/.test(part))) {
            expect(kept).toContain(word.replace(/:$|^\[|\]$/g, ''))
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('survives a hundred thousand hostile lines', () => {
    for (const line of [
      '  +-+--- 1 ---\n',
      `${' '.repeat(200)}| x\n`,
      '  File "',
      '    +-+---------------- 1 ----------------\n',
      '"""\n',
    ]) {
      const text = `  + Exception Group Traceback (most recent call last):\n${line.repeat(500_000 / line.length)}`
      expect(parseTraceback(text).length).toBeGreaterThan(0)
    }
  })
})

describe('isLibraryFile', () => {
  it.each([
    ['/usr/lib/python3.11/json/__init__.py', true],
    ['/usr/lib/python3/dist-packages/kombu/x.py', true],
    ['/app/.venv/lib/python3.12/site-packages/requests/api.py', true],
    ['C:\\Python311\\Lib\\json\\decoder.py', true],
    ['C:\\app\\venv\\Lib\\site-packages\\requests\\api.py', true],
    ['/root/.pyenv/versions/3.8.18/lib/python3.8/threading.py', true],
    ['/usr/lib64/pypy3.9/json/__init__.py', true],
    ['<frozen importlib._bootstrap>', true],
    ['/srv/envs/old/celery/app/trace.py', true],
    ['/srv/envs/old/billiard/pool.py', true],
    ['/srv/shop/tasks.py', false],
    ['/srv/shop/celery/tasks.py', false],
    ['/srv/shop/celery.py', false],
    ['/srv/lib/shop/tasks.py', false],
    ['<string>', false],
    ['wireapp.py', false],
  ])('%s: %s', (file, expected) => expect(isLibraryFile(file)).toBe(expected))
})
