import fc from 'fast-check'
import { expect, it } from 'vitest'
import { taskListQuery } from '@/lib/contract/tasks'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { wordsOf } from '@/lib/search/text-words'
import type { TaskRow } from '@/lib/sync/index-port'
import { listTasks } from '../list-tasks'
import { subject, taskRow } from '../testing'

const nowMs = subject().nowMs
const hourMs = 3_600_000

const anyRow = fc.record({
  hoursAgo: fc.integer({ min: 0, max: 30 }),
  state: fc.constantFrom('SUCCESS', 'FAILURE', 'STARTED'),
  name: fc.constantFrom(null, 'app.mail.send', 'app.mail.digest', 'app.[x]_%'),
  queue: fc.constantFrom(null, 'celery', 'e mails'),
  worker: fc.constantFrom(null, 'w1', 'w2'),
  retries: fc.constantFrom(null, 0, 1, 2),
  sizeBytes: fc.constantFrom(10, 1000, 2_000_000),
  words: fc.constantFrom('', 'timed out', 'out timed', 'résumé مرحبا'),
  failure: fc.constantFrom('f1', 'f2'),
})
type Row = typeof anyRow extends fc.Arbitrary<infer T> ? T & { taskId: string } : never

/** A term of the language, and what it says of a row. */
type Said = { text: string; holds: (row: Row) => boolean }
const said = (text: string, holds: Said['holds']): Said => ({ text, holds })
const startsLike = (row: Row, start: string) => textOf(row).some((word) => word.startsWith(start))
const textOf = (row: Row) => wordsOf([row.taskId, row.name, row.words].join(' '))
const isLost = (row: Row) => row.state === 'STARTED' && row.hoursAgo > 0

const terms: Said[] = [
  said('state:failure', (row) => row.state === 'FAILURE'),
  said('state:SUCCESS,STARTED', (row) => row.state !== 'FAILURE'),
  said('type:app.mail.*', (row) => row.name?.startsWith('app.mail.') ?? false),
  said('type:*send', (row) => row.name?.endsWith('send') ?? false),
  said('type:"app.[x]_%"', (row) => row.name === 'app.[x]_%'),
  said('type:app.[*', (row) => row.name?.startsWith('app.[') ?? false),
  said('queue:"e mails"', (row) => row.queue === 'e mails'),
  said('worker:w1', (row) => row.worker === 'w1'),
  said('worker:none*', () => false),
  said('id:t1*', (row) => row.taskId.startsWith('t1')),
  said('id:t2', (row) => row.taskId === 't2'),
  said('failure:f1', (row) => row.state === 'FAILURE' && row.failure === 'f1'),
  said('exc:Value*', (row) => row.state === 'FAILURE'),
  said('retries:>0', (row) => (row.retries ?? 0) > 0),
  said('retries:<2', (row) => row.retries !== null && row.retries < 2),
  said('size:>=1kB', (row) => row.sizeBytes >= 1000),
  said('size:<1.5', () => false),
  said('runtime:>0', () => false),
  said('finished:<10h', (row) => row.hoursAgo < 10),
  said('finished:>=5h', (row) => row.hoursAgo >= 5),
  said('is:unfinished', (row) => row.state === 'STARTED'),
  said('is:lost', isLost),
  said('is:retried', (row) => (row.retries ?? 0) > 0),
  said('is:unnamed', (row) => row.name === null),
  said('out', (row) => startsLike(row, 'out')),
  said('TIM', (row) => startsLike(row, 'tim')),
  said('"timed out"', (row) => row.words === 'timed out'),
  said('مرحبا', (row) => startsLike(row, 'مرحبا')),
]

const anySearch: fc.Arbitrary<Said> = fc.letrec<{ search: Said; deep: Said }>((tie) => ({
  search: fc.oneof({ maxDepth: 3, withCrossShrink: true }, fc.constantFrom(...terms), tie('deep')),
  deep: fc.oneof(
    tie('search').map(({ text, holds }) => said(`-(${text})`, (row) => !holds(row))),
    fc
      .array(tie('search'), { minLength: 2, maxLength: 3 })
      .map((all) => said(all.map(({ text }) => `(${text})`).join(' '), (row) => all.every(({ holds }) => holds(row)))),
    fc
      .array(tie('search'), { minLength: 2, maxLength: 3 })
      .map((all) =>
        said(all.map(({ text }) => `(${text})`).join(' OR '), (row) => all.some(({ holds }) => holds(row))),
      ),
  ),
})).search

function indexed(row: Row): TaskRow {
  const { hoursAgo, words, failure, taskId, ...fields } = row
  const atMs = nowMs - hoursAgo * hourMs
  const failed = row.state === 'FAILURE'
  const facts = { fingerprint: failure, pattern: '', frame: null, traceback: null }
  return taskRow(taskId, atMs, {
    ...fields,
    ready: row.state !== 'STARTED',
    dateDoneMs: row.state === 'STARTED' ? null : atMs,
    exceptionType: failed ? 'ValueError' : null,
    failure: failed ? facts : null,
    searchText: wordsOf([taskId, row.name].join(' ')).join(' '),
    valueText: wordsOf(words).join(' '),
  })
}

describeDatabases('A search', (databases) => {
  it('finds exactly the rows it describes, page by page, and counts them', async () => {
    const database = await databases.open()
    const shape = fc.tuple(
      fc.array(anyRow, { maxLength: 14 }),
      anySearch,
      fc.constantFrom('occurredAt', 'sizeBytes', 'runtimeSeconds'),
      fc.constantFrom('asc', 'desc'),
    )
    let runs = 0
    await fc.assert(
      fc.asyncProperty(shape, async ([some, { text, holds }, sort, order]) => {
        runs += 1
        const appId = `app-${runs}`
        const rows = some.map((row, number) => ({ ...row, taskId: `t${number}` }))
        const index = openTaskIndex(database, appId)
        await index.apply({ tasks: rows.map(indexed), groups: [], gone: [], atMs: nowMs })
        const expected = rows.filter(holds).map(({ taskId }) => taskId)
        const ids: string[] = []
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const query = taskListQuery.parse({ q: text, sort, order, limit: 4, cursor })
          const page = await listTasks(database, subject(appId), query)
          expect(page.total).toEqual({ count: expected.length, exact: true })
          expect(page.searched.complete).toBe(true)
          ids.push(...page.items.map(({ taskId }) => taskId))
          cursor = page.next
        }
        expect(new Set(ids).size).toBe(ids.length)
        expect([...ids].sort()).toEqual(expected.sort())
      }),
      { numRuns: 150 },
    )
  }, 120_000)

  it('goes on where it stopped looking, and leaves nothing out', async () => {
    const database = await databases.open()
    const index = openTaskIndex(database, 'shop')
    // Two of 12,000 match; every condition alone is met by thousands.
    for (let from = 0; from < 12_000; from += 2000) {
      const tasks = Array.from({ length: 2000 }, (_, step) => {
        const number = from + step
        const rare = number === 5000 || number === 11_500
        const worker = rare || number % 2 === 0 ? 'w1' : 'w2'
        const queue = rare || number % 2 === 1 ? 'a' : 'b'
        const valueText = rare || number % 2 === 1 ? 'common' : 'other'
        return taskRow(`t${number}`, nowMs - number * 1000, { worker, queue, valueText })
      })
      await index.apply({ tasks, groups: [], gone: [], atMs: nowMs })
    }
    for (const q of ['worker:w1 queue:a', 'worker:w1 common', '(worker:w1 queue:a) OR (worker:w1 common)']) {
      const ids: string[] = []
      let pages = 0
      for (let cursor: string | null | undefined; cursor !== null; pages += 1) {
        const page = await listTasks(database, subject(), taskListQuery.parse({ q, limit: 10, cursor }))
        ids.push(...page.items.map(({ taskId }) => taskId))
        expect(page.next === null).toBe(page.searched.complete)
        cursor = page.next
      }
      expect([q, ids]).toEqual([q, ['t5000', 't11500']])
      expect(pages).toBeGreaterThan(1)
    }
  }, 120_000)

  it('says where it cannot be understood', async () => {
    const database = await databases.open()
    const asked = listTasks(database, subject(), taskListQuery.parse({ q: 'state:FAILURE size:big' }))
    await expect(asked).rejects.toMatchObject({ code: 'bad_search', details: { field: 'q', from: 19, to: 22 } })
  })
})
