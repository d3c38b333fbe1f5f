import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completeTaskSearch } from '@/lib/client/task-search'
import { applySearchText, currentWord, looksLikeTaskId, searchWords, takeFinishedWords } from './search-text.model'

const empty = completeTaskSearch({})
const pairs = (text: string) => searchWords(text).map(({ field, value }) => [field, value])

describe('cutting typed text into words', () => {
  it('knows qualifiers and their other names', () => {
    expect(pairs('task:app.mail.* queue:emails exc:KeyError')).toEqual([
      ['name', 'app.mail.*'],
      ['queue', 'emails'],
      ['exception', 'KeyError'],
    ])
  })
  it('keeps spaces inside quotes', () =>
    expect(pairs('worker:"web 1@host" x')).toEqual([
      ['worker', 'web 1@host'],
      [null, 'x'],
    ]))
  it('leaves other colons alone', () =>
    expect(pairs("KeyError: 'x' https://a")).toEqual([
      [null, 'KeyError:'],
      [null, "'x'"],
      [null, 'https://a'],
    ]))
  it('sees quotes that are still open', () =>
    expect(searchWords('worker:"web 1')).toMatchObject([{ value: 'web 1', open: true }]))
  it('comes to an end with any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const { start, end } of searchWords(text)) expect(end).toBeGreaterThan(start)
      }),
    )
  })
})

describe('the word being typed', () => {
  it('is the last one', () => expect(currentWord('queue:emails na')).toMatchObject({ field: null, value: 'na' }))
  it('is none after a space', () => expect(currentWord('timeout ')).toBeNull())
  it('may be a bare qualifier', () => expect(currentWord('queue:')).toMatchObject({ field: 'queue', value: '' }))
})

describe('Enter', () => {
  it('narrows by qualified words and searches for the rest', () => {
    expect(applySearchText(empty, 'queue:emails timed out name:a name:b')).toEqual(
      completeTaskSearch({ queue: 'emails', name: ['a', 'b'], q: 'timed out' }),
    )
  })
  it('writes states the way Celery does, and leaves custom ones as typed', () =>
    expect(applySearchText(empty, 'state:failure state:Uploading').state).toEqual(['FAILURE', 'Uploading']))
  it('keeps an earlier text when only filters were typed', () =>
    expect(applySearchText({ ...empty, q: 'old' }, 'queue:a').q).toBe('old'))
  it('goes back to the first page', () => expect(applySearchText({ ...empty, cursor: 'c' }, 'x').cursor).toBeNull())
})

describe('a space', () => {
  it('turns a finished qualifier into a chip and keeps the rest', () =>
    expect(takeFinishedWords(empty, 'foo queue:emails ')).toEqual({
      search: completeTaskSearch({ queue: 'emails' }),
      text: 'foo  ',
    }))
  it('does nothing to plain text, bare qualifiers and open quotes', () => {
    for (const text of ['foo bar ', 'queue: ', 'queue:"a ']) expect(takeFinishedWords(empty, text)).toBeNull()
  })
})

it('knows a task id when it sees one', () => {
  expect(looksLikeTaskId('3f2a7c1e-0000-4000-8000-0000000091c0')).toBe(true)
  expect(looksLikeTaskId('order 12')).toBe(false)
})
