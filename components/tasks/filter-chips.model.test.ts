import { describe, expect, it } from 'vitest'
import { completeTaskSearch, parseTaskSearch, type TaskSearch } from '@/lib/client/task-search'
import { filterChips } from './filter-chips.model'

const chips = (search: Partial<TaskSearch>) => filterChips(completeTaskSearch(search))
const words = (search: Partial<TaskSearch>) => chips(search).map(({ label, value }) => `${label} ${value}`)
const without = (search: Partial<TaskSearch>, key: string) => {
  const href = chips(search).find((chip) => chip.key === key)?.removeHref ?? ''
  return parseTaskSearch(new URL(href, 'http://x').searchParams).search
}

describe('chips', () => {
  it('show the default window, because it hides rows', () => expect(words({})).toEqual(['window last 24 hours']))
  it('show nothing when everything is shown', () => expect(words({ window: 'all' })).toEqual([]))
  it('show each state and name by itself', () =>
    expect(words({ state: ['FAILURE', 'RETRY'], name: ['a'], queue: 'q', window: 'all' })).toEqual([
      'state FAILURE',
      'state RETRY',
      'name a',
      'queue q',
    ]))
  it('show each part of what was typed', () => {
    const q = 'exc:Timeout* timed "by hand" -(queue:a OR size:>1MB)'
    expect(words({ q, window: 'all' })).toEqual([
      'exc Timeout*',
      'text timed',
      'text "by hand"',
      'search -(queue:a OR size:>1MB)',
    ])
    expect(without({ q }, 'q1').q).toBe('exc:Timeout* "by hand" -(queue:a OR size:>1MB)')
    expect(words({ q: 'size:big', window: 'all' })).toEqual(['search size:big'])
    expect(without({ q: 'size:big' }, 'q0').q).toBeNull()
  })
  it('show exact times in UTC', () =>
    expect(words({ from: '2026-11-21T10:00:00Z', to: '2026-11-21T10:30:05Z' })).toEqual([
      'from 2026-11-21 10:00 UTC',
      'until 2026-11-21 10:30:05 UTC',
    ]))
})

describe('removing a chip', () => {
  it('takes out that one and goes to the first page', () => {
    const search = without({ state: ['FAILURE', 'RETRY'], q: 'x', cursor: 'c' }, 'state:FAILURE')
    expect(search).toMatchObject({ state: ['RETRY'], q: 'x', cursor: null })
  })
  it('opens the window to all time', () => expect(without({}, 'window').window).toBe('all'))
  it('keeps all time when a group is taken away', () => expect(without({ groupId: 'g' }, 'groupId').window).toBe('all'))
  it('never narrows the time', () => {
    expect(without({ from: '2026-11-21T10:00:00Z' }, 'from').window).toBe('all')
    expect(without({ from: '2026-11-21T10:00:00Z', to: '2026-11-22T10:00:00Z' }, 'to')).toMatchObject({
      from: '2026-11-21T10:00:00Z',
      to: null,
      window: null,
    })
  })
})
