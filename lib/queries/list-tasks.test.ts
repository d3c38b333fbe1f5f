import fc from 'fast-check'
import { expect, it } from 'vitest'
import { taskListQuery } from '@/lib/contract/tasks'
import { type SortKey, sortKeys } from '@/lib/contract/values'
import type { Database } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import type { TaskRow } from '@/lib/sync/index-port'
import { listTasks } from './list-tasks'
import { subject, taskRow } from './testing'

const hour = 3_600_000
const start = Date.UTC(2026, 10, 20, 10)

async function indexed(database: Database, rows: TaskRow[], appId = 'shop'): Promise<Database> {
  await openTaskIndex(database, appId).apply({ tasks: rows, groups: [], gone: [], atMs: start })
  return database
}

function page(database: Database, query: Record<string, unknown> = {}, appId = 'shop') {
  return listTasks(database, subject(appId), taskListQuery.parse(query))
}

/** Follows `next` from the first page, then `prev` back from the last. */
async function walk(database: Database, query: Record<string, unknown>, appId: string) {
  const ids: string[] = []
  const back: string[] = []
  let last = await page(database, query, appId)
  for (;;) {
    ids.push(...last.items.map(({ taskId }) => taskId))
    if (last.next === null) break
    last = await page(database, { ...query, cursor: last.next }, appId)
  }
  back.unshift(...last.items.map(({ taskId }) => taskId))
  while (last.prev !== null) {
    last = await page(database, { ...query, cursor: last.prev }, appId)
    if (last.items.length === 0) break
    back.unshift(...last.items.map(({ taskId }) => taskId))
  }
  return { ids, back }
}

describeDatabases('listTasks', (databases) => {
  it('pages through every row once, forwards and backwards, in any order', async () => {
    const value = fc.record({
      at: fc.integer({ min: 0, max: 3 }).map((n) => start + n * 1000),
      size: fc.integer({ min: 1, max: 3 }),
      started: fc.option(fc.integer({ min: 0, max: 3 })),
    })
    const shape = fc.tuple(
      fc.array(value, { maxLength: 12 }),
      fc.constantFrom(...sortKeys),
      fc.constantFrom('asc', 'desc'),
      fc.integer({ min: 1, max: 5 }),
    )
    const database = await databases.open()
    let runs = 0
    await fc.assert(
      fc.asyncProperty(shape, async ([values, sort, order, limit]) => {
        runs += 1
        const appId = `app-${runs}`
        const rows = values.map(({ at, size }, n) => taskRow(`t${n}`, at, { sizeBytes: size }))
        const begun = values.flatMap(({ at, started }, n) =>
          started === null
            ? []
            : [taskRow(`t${n}`, at - started, { state: 'STARTED', ready: false, dateDoneMs: null, version: 'begun' })],
        )
        await indexed(database, begun, appId)
        await indexed(database, rows, appId)
        const { ids, back } = await walk(database, { sort, order, limit }, appId)
        expect(back).toEqual(ids)
        expect([...ids].sort()).toEqual(rows.map(({ taskId }) => taskId).sort())
        const all = await page(database, { sort, order, limit: 200 }, appId)
        expect(ids).toEqual(all.items.map(({ taskId }) => taskId))
        const column = all.items.map((item) => sortValue(item, sort)).filter((each) => each !== null)
        expect(column).toEqual([...column].sort((a, b) => (order === 'asc' ? a - b : b - a)))
      }),
      { numRuns: 40 },
    )
  })

  it('survives a row that is forgotten under its cursor', async () => {
    const rows = [5, 4, 3, 2, 1].map((n) => taskRow(`t${n}`, start + n * 1000))
    const database = await indexed(await databases.open(), rows)
    const first = await page(database, { limit: 2 })
    const gone = [{ key: 'celery-task-meta-t4' }]
    await openTaskIndex(database, 'shop').apply({ tasks: [], groups: [], gone, atMs: start })
    const second = await page(database, { limit: 2, cursor: first.next })
    expect(second.items.map(({ taskId }) => taskId)).toEqual(['t3', 't2'])
  })

  it('finds what has arrived since by the prev cursor of the first page', async () => {
    const database = await indexed(await databases.open(), [taskRow('old', start)])
    const first = await page(database)
    const nothing = await page(database, { cursor: first.prev })
    expect([nothing.items, nothing.prev]).toEqual([[], first.prev])
    await indexed(database, [taskRow('new', start + 1000)])
    expect((await page(database, { cursor: first.prev })).items.map(({ taskId }) => taskId)).toEqual(['new'])
  })

  it('filters by every field, and counts what it lists', async () => {
    const failure = { state: 'FAILURE', exceptionType: 'SMTPTimeout', exceptionMessage: 'timed out after 30 s' }
    const database = await indexed(await databases.open(), [
      taskRow('a', start, { name: 'app.mail.send', queue: 'emails', worker: 'w1', ...failure }),
      taskRow('b', start + hour, { name: 'app.mail.digest', queue: 'emails' }),
      taskRow('c', start + 2 * hour, { name: null, queue: null, worker: null, groupId: 'g1' }),
      taskRow('snow ❄/x', start + 3 * hour, { name: 'app.Mailing' }),
    ])
    const cases: [Record<string, unknown>, string[]][] = [
      [{}, ['snow ❄/x', 'c', 'b', 'a']],
      [{ state: ['FAILURE'] }, ['a']],
      [{ state: ['FAILURE', 'SUCCESS'], queue: 'emails' }, ['b', 'a']],
      [{ name: ['app.mail.*'] }, ['b', 'a']],
      [{ name: ['app.mail.send', 'app.Mailing'] }, ['snow ❄/x', 'a']],
      [{ name: ['app.MAIL.*'] }, []],
      [{ name: ['app_mail.*'] }, []],
      [{ name: ['*'] }, ['snow ❄/x', 'b', 'a']],
      [{ worker: 'w1' }, ['a']],
      [{ exception: 'SMTPTimeout' }, ['a']],
      [{ groupId: 'g1' }, ['c']],
      [{ id: ['a', 'snow ❄/x'] }, ['snow ❄/x', 'a']],
      [{ q: 'MAIL' }, ['snow ❄/x', 'b', 'a']],
      [{ q: 'timed out' }, ['a']],
      [{ q: 'snow' }, ['snow ❄/x']],
      [{ q: '100%' }, []],
      [{ from: new Date(start + hour).toISOString(), to: new Date(start + 3 * hour).toISOString() }, ['c', 'b']],
      [{ from: new Date(start + hour + 1).toISOString() }, ['snow ❄/x', 'c']],
    ]
    for (const [query, expected] of cases) {
      const { items, total } = await page(database, query)
      expect([query, items.map(({ taskId }) => taskId)]).toEqual([query, expected])
      expect([query, total]).toEqual([query, { count: expected.length, exact: true }])
    }
  })

  it('keeps apps apart', async () => {
    const database = await indexed(await databases.open(), [taskRow('a', start)])
    expect((await listTasks(database, subject('other'), taskListQuery.parse({}))).items).toEqual([])
  })
})

function sortValue(item: { occurredAt: string; sizeBytes: number; runtimeSeconds: number | null }, sort: SortKey) {
  return sort === 'occurredAt' ? Date.parse(item.occurredAt) : item[sort]
}
