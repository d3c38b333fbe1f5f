import { describe, expect, it } from 'vitest'
import { countNew, goneIds, patchRows, unfinishedIds, withoutRows } from './live-rows.model'
import { taskPage, taskRow } from './testing'

const started = taskRow({ taskId: 's', state: 'STARTED' })
const custom = taskRow({ taskId: 'c', state: 'UPLOADING' })
const done = taskRow({ taskId: 'd' })
const broken = taskRow({ taskId: 'u', state: 'UNREADABLE' })

describe('live rows', () => {
  it('asks again for what has not finished, and only for that', () => {
    expect(unfinishedIds([started, custom, done, broken], new Set())).toEqual(['s', 'c'])
    expect(unfinishedIds([started, custom], new Set(['c']))).toEqual(['s'])
  })

  it('asks for no more than an address can hold', () => {
    const rows = Array.from({ length: 50 }, (_, n) => taskRow({ taskId: `${'ü'.repeat(150)}${n}`, state: 'STARTED' }))
    const ids = unfinishedIds(rows, new Set())
    expect(ids.length).toBeGreaterThan(5)
    expect(encodeURIComponent(ids.join('')).length).toBeLessThan(8_000)
  })

  it('patches a row where it stands', () => {
    const page = patchRows(taskPage([done, started]), [
      taskRow({ taskId: 's', state: 'FAILURE' }),
      taskRow({ taskId: 'x' }),
    ])
    expect(page.items.map(({ taskId, state }) => `${taskId} ${state}`)).toEqual(['d SUCCESS', 's FAILURE'])
  })

  it('sees which rows are gone', () => expect(goneIds(['s', 'c'], [started])).toEqual(['c']))

  it('takes forgotten rows out of the page and its count', () => {
    const page = withoutRows(taskPage([done, started]), new Set(['d', 'elsewhere']))
    expect([page.items.length, page.total.count]).toEqual([1, 1])
  })

  it('does not count rows that merely finished', () => {
    expect(countNew([taskRow({ taskId: 'n' }), taskRow({ taskId: 's' })], [started, done], 50)).toEqual({
      count: 1,
      more: false,
    })
  })

  it('says when there may be more than it asked for', () =>
    expect(countNew([taskRow({ taskId: 'n' }), taskRow({ taskId: 'm' })], [], 2)).toEqual({ count: 2, more: true }))
})
