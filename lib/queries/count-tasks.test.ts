import fc from 'fast-check'
import { expect, it } from 'vitest'
import { taskFilter } from '@/lib/contract/tasks'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { countByState } from './count-tasks'
import { examinedRows } from './search/branch-sql'
import { subject, taskRow } from './testing'

const start = Date.UTC(2026, 10, 20, 10)
const minute = 60_000
const anyRow = fc.record({
  at: fc.integer({ min: 0, max: 400 }).map((n) => start + n * minute),
  state: fc.constantFrom('SUCCESS', 'FAILURE', 'STARTED'),
  name: fc.constantFrom(null, 'app.mail.send', 'app.mail.digest', 'other'),
  queue: fc.constantFrom(null, 'celery', 'emails'),
})
const anyTime = fc.option(
  fc.integer({ min: -60, max: 460 }).map((n) => start + n * minute + 1),
  { nil: undefined },
)
const anyFilter = fc.record({
  from: anyTime,
  to: anyTime,
  state: fc.subarray(['SUCCESS', 'FAILURE']),
  name: fc.subarray(['app.mail.*', 'other', '*'], { maxLength: 2 }),
  queue: fc.option(fc.constantFrom('celery', 'nope'), { nil: undefined }),
})

describeDatabases('countByState', (databases) => {
  it('equals a recount of the rows, whatever the window and filter', async () => {
    const database = await databases.open()
    let runs = 0
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 25 }), anyFilter, async (rows, { from, to, ...fields }) => {
        runs += 1
        const appId = `app-${runs}`
        const tasks = rows.map(({ at, ...row }, n) =>
          taskRow(`t${n}`, at, {
            ...row,
            ready: row.state !== 'STARTED',
            dateDoneMs: row.state === 'STARTED' ? null : at,
          }),
        )
        await openTaskIndex(database, appId).apply({ tasks, groups: [], gone: [], atMs: start })
        const filter = taskFilter.parse({ ...fields, from: isoOf(from), to: isoOf(to) })
        const expected = rows.filter(
          ({ at, state, name, queue }) =>
            (from === undefined || at >= from) &&
            (to === undefined || at < to) &&
            (fields.state.length === 0 || fields.state.includes(state)) &&
            (fields.queue === undefined || fields.queue === queue) &&
            (fields.name.length === 0 || fields.name.some((pattern) => name !== null && matches(name, pattern))),
        )
        const { states, total } = await countByState(database, subject(appId), filter)
        expect(total).toEqual({ count: expected.length, exact: true })
        for (const { state, count } of states) expect(count).toBe(expected.filter((row) => row.state === state).length)
      }),
      { numRuns: 40 },
    )
  })

  it('stops counting rows somewhere and says so, where the roll-ups do not know the filter', async () => {
    const database = await databases.open()
    const index = openTaskIndex(database, 'app')
    for (let batch = 0; batch < 11; batch += 1) {
      const tasks = Array.from({ length: 1000 }, (_, n) => taskRow(`${batch}-${n}`, start))
      await index.apply({ tasks, groups: [], gone: [], atMs: start })
    }
    const count = async (filter: unknown) =>
      (await countByState(database, subject('app'), taskFilter.parse(filter))).total
    expect(await count({ worker: 'celery@web-1' })).toEqual({ count: examinedRows, exact: false })
    expect(await count({})).toEqual({ count: 11_000, exact: true })
  })
})

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

function isoOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString()
}
