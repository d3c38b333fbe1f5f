import { describe, expect, it } from 'vitest'
import { taskFilter } from '@/lib/contract/tasks'
import { filterSearch } from './filter-search'

const search = (q: string) => filterSearch(taskFilter.parse({ q }))

describe('A filter as a search', () => {
  it.each([
    ['😀', 0, 2],
    ['state:FAILURE -"..."', 15, 20],
    ['a (b OR %)', 8, 9],
  ])('marks a text without letters and digits: %s', (q, from, to) => {
    expect(() => search(q)).toThrow(expect.objectContaining({ code: 'bad_search', details: { field: 'q', from, to } }))
  })

  it('takes everything that has a letter or digit', () => {
    expect(search('é OR -7')).toMatchObject({ kind: 'and', nodes: [{ kind: 'or' }] })
  })
})
