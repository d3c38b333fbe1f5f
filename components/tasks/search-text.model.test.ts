import { describe, expect, it } from 'vitest'
import { completeTaskSearch, type TaskSearch } from '@/lib/client/task-search'
import { applySearchText, looksForText, looksLikeTaskId, mistakeIn } from './search-text.model'

const empty = completeTaskSearch({})
const applied = (text: string, to: Partial<TaskSearch> = {}) => applySearchText(completeTaskSearch(to), text)

describe('Enter', () => {
  it('fills the filters that are free, and searches for the rest', () => {
    expect(applied('queue:emails timed out name:a')).toEqual(
      completeTaskSearch({ queue: 'emails', name: ['a'], q: 'timed out' }),
    )
  })
  it('writes states the way Celery does, and leaves custom ones as typed', () =>
    expect(applied('state:failure,Uploading')?.state).toEqual(['FAILURE', 'Uploading']))
  it('leaves to the language what a filter cannot say', () => {
    for (const text of ['-queue:a', 'queue:a,b', 'exc:Timeout*', 'size:>1MB', 'type:*.send', 'id:3f*'])
      expect(applied(text)).toEqual({ ...empty, q: text })
    expect(applied('state:FAILURE OR queue:a')).toEqual({ ...empty, q: 'state:FAILURE OR queue:a' })
    expect(applied('type:"app.*"')).toEqual({ ...empty, q: 'type:"app.*"' })
  })
  it('takes a name that ends in a wildcard', () => expect(applied('type:app.*')?.name).toEqual(['app.*']))
  it('asks for both where a filter is taken', () => {
    expect(applied('queue:b', { queue: 'a' })).toMatchObject({ queue: 'a', q: 'queue:b' })
    expect(applied('state:RETRY', { state: ['FAILURE'] })).toMatchObject({ state: ['FAILURE'], q: 'state:RETRY' })
  })
  it('adds to an earlier search, and alternatives stay together', () => {
    expect(applied('b', { q: 'a' })?.q).toBe('a b')
    expect(applied('b OR size:>1', { q: 'a' })?.q).toBe('a (b OR size:>1)')
    expect(applied('b', { q: 'a OR c' })?.q).toBe('(a OR c) b')
    expect(applied('queue:b', { q: 'a' })).toMatchObject({ q: 'a', queue: 'b' })
  })
  it('goes back to the first page', () => expect(applied('x', { cursor: 'c' })?.cursor).toBeNull())
  it('replaces a search that could not be understood', () =>
    expect(applied('size:>1MB', { q: 'size:big' })?.q).toBe('size:>1MB'))
  it('does nothing with what is no search', () => {
    expect(applied('size:big')).toBeNull()
    expect(mistakeIn('a size:big')).toMatchObject({ span: { from: 7, to: 10 } })
    expect(mistakeIn('a')).toBeNull()
  })
})

it('knows whether text is looked for', () => {
  expect(looksForText('state:FAILURE -(queue:a OR timeout)')).toBe(true)
  for (const q of [null, '', 'state:FAILURE', '(']) expect(looksForText(q)).toBe(false)
})

it('knows a task id when it sees one', () => {
  expect(looksLikeTaskId('3f2a7c1e-0000-4000-8000-0000000091c0')).toBe(true)
  expect(looksLikeTaskId('order 12')).toBe(false)
})
