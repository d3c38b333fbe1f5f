import { expect, it } from 'vitest'
import { completeTaskSearch } from '@/lib/client/task-search'
import { emptyList } from './empty-list.model'

it('knows an empty bucket from a filter that finds nothing', () => {
  expect(emptyList(completeTaskSearch({ queue: 'a' }), 0)).toEqual({ kind: 'nothing-stored' })
  expect(emptyList(completeTaskSearch({ queue: 'a' }), 12)).toMatchObject({ kind: 'no-match' })
})

it('says how far it searched and offers to search further', () => {
  const empty = emptyList(completeTaskSearch({ state: ['FAILURE'] }), 12)
  expect(empty).toMatchObject({
    span: 'the last 24 hours',
    remove: [{ label: 'state', value: 'FAILURE' }],
    wider: [
      { label: 'Widen to 7 days', href: '/tasks?state=FAILURE&window=7d' },
      { label: 'Search all time', href: '/tasks?state=FAILURE&window=all' },
    ],
  })
})

it('offers no wider search than all time', () =>
  expect(emptyList(completeTaskSearch({ q: 'x', window: 'all' }), 12)).toMatchObject({ span: 'all time', wider: [] }))

it('leads back from beyond the last page', () =>
  expect(emptyList(completeTaskSearch({ cursor: 'c' }), 12)).toEqual({ kind: 'past-the-end', firstHref: '/tasks' }))
