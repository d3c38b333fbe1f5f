import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { taskListQuery } from '@/lib/contract/tasks'
import { sortKeys, windowNames } from '@/lib/contract/values'
import { completeTaskSearch, filterParams, parseTaskSearch, tasksHref } from './task-search'

const parse = (href: string) => parseTaskSearch(new URL(href, 'http://x').searchParams)

describe('the address of a task list', () => {
  it('is plain where everything is the default', () => {
    expect(tasksHref({})).toBe('/tasks')
    expect(parse('/tasks').search).toEqual(completeTaskSearch({}))
  })

  it('shows the last 24 hours unless it says otherwise', () => {
    expect(parse('/tasks').search.window).toBe('24h')
    expect(parse('/tasks?window=7d').search.window).toBe('7d')
    expect(parse('/tasks?window=all').search.window).toBe('all')
    expect(parse('/tasks?from=2026-11-01T00:00:00Z').search.window).toBeNull()
  })

  it('shows all of a group, however old', () => {
    expect(parse('/tasks?groupId=g').search.window).toBe('all')
    expect(tasksHref({ groupId: 'g' })).toBe('/tasks?groupId=g')
    expect(tasksHref({ groupId: 'g', window: '24h' })).toBe('/tasks?groupId=g&window=24h')
  })

  it('leaves out what the contract refuses, and says so', () => {
    const { search, ignored } = parse('/tasks?from=yesterday&sort=colour&window=2y&state=FAILURE')
    expect(ignored).toEqual(['from', 'sort', 'window'])
    expect(search).toEqual(completeTaskSearch({ state: ['FAILURE'] }))
  })

  it('comes back from its own URL, whatever the values hold', () => {
    const text = fc.option(fc.string({ minLength: 1, maxLength: 50, unit: 'grapheme' }), { nil: null })
    const list = fc.array(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }), { maxLength: 4 })
    const searches = fc.record({
      app: text,
      view: text,
      state: list,
      name: list,
      queue: text,
      worker: text,
      exception: text,
      groupId: text,
      q: text,
      window: fc.constantFrom(...windowNames, 'all' as const),
      sort: fc.constantFrom(...sortKeys),
      order: fc.constantFrom('asc' as const, 'desc' as const),
      cursor: text,
    })
    fc.assert(
      fc.property(searches, (search) => {
        expect(parse(tasksHref(search)).search).toEqual(completeTaskSearch(search))
      }),
    )
  })
})

describe('what fits', () => {
  const { shape } = taskListQuery
  const texts = ['queue', 'worker', 'exception', 'groupId', 'q', 'from', 'to', 'cursor'] as const

  it('is what the contract takes', () => {
    const odd = fc.constantFrom('\0', '\ud800', '', 'x', '2026-02-30T00:00:00Z', '2026-11-01T00:00Z', '2026-11-01')
    const times = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((at) => at.toISOString())
    const long = fc.integer({ min: 90, max: 2100 }).map((length) => 'x'.repeat(length))
    const value = fc.oneof(fc.string({ unit: 'binary' }), odd, times, long)
    const values = fc.array(value, { maxLength: 22 })
    fc.assert(
      fc.property(fc.constantFrom(...texts), value, (name, text) => {
        const { ignored } = parseTaskSearch(new URLSearchParams([[name, text]]))
        // The address has carried it through UTF-16, where a lone half becomes the replacement character.
        const carried = new URLSearchParams([[name, text]]).get(name) ?? ''
        expect(ignored.length === 0).toBe(carried === '' || shape[name].safeParse(carried).success)
      }),
    )
    fc.assert(
      fc.property(fc.constantFrom('state' as const, 'name' as const), values, (name, list) => {
        const params = new URLSearchParams(list.map((text) => [name, text]))
        expect(parseTaskSearch(params).ignored.length === 0).toBe(shape[name].safeParse(params.getAll(name)).success)
      }),
    )
  })
})

describe('the filter sent to the API', () => {
  it('turns a window into a moment', () => {
    const now = Date.parse('2026-11-21T12:00:00Z')
    expect(filterParams(completeTaskSearch({ window: '1h' }), now).from).toBe('2026-11-21T11:00:00.000Z')
    expect(filterParams(completeTaskSearch({ window: 'all' }), now).from).toBeNull()
  })

  it('leaves out the view it was opened by', () => {
    expect(filterParams(completeTaskSearch({ view: 'builtin-largest' }), Date.now())).not.toHaveProperty('view')
  })

  it('keeps exact times as they are', () => {
    const search = completeTaskSearch({ from: '2026-11-01T00:00:00Z' })
    expect(filterParams(search, Date.now()).from).toBe('2026-11-01T00:00:00Z')
  })
})
