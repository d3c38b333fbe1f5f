import { beforeEach, expect, it } from 'vitest'
import { GET as list } from '@/app/api/v1/bulk/route'
import { provideTestRuntime } from '@/lib/api/testing'
import { bulkList } from '@/lib/contract/bulk'
import { describeDatabases } from '@/lib/db/testing'
import { AppError } from '@/lib/errors'
import { filterSearch } from '@/lib/queries/search/filter-search'
import { loadLostLimits } from '@/lib/queries/search/lost'
import { changeBulkJob } from './change-bulk-job'
import { createBulkJob } from './create-bulk-job'
import type { Frozen } from './frozen'
import { runBulkJob } from './run-bulk-job'

const { signal } = new AbortController()
const failed = {
  status: 'FAILURE',
  result: 1,
  traceback: null,
  children: [],
  name: 'shop.sum',
  args: [],
  kwargs: {},
  queue: 'celery',
}

describeDatabases('Bulk jobs', (databases) => {
  let shop: ReturnType<typeof provideTestRuntime>
  beforeEach(async () => {
    shop = provideTestRuntime(await databases.open())
    for (let at = 0; at < 12; at += 1) shop.put(`t${at}`, { ...failed, task_id: `t${at}` })
    await shop.sweep()
  })

  const listed = async (query: string) => {
    const answer = await list(new Request(`http://127.0.0.1:3000/api/v1/bulk?${query}`), {
      params: Promise.resolve({}),
    })
    return bulkList.parse(await answer.json())
  }

  it('are listed page by page, and what is not at its end is never out of sight', async () => {
    const { bulk } = shop.app
    const selection = { kind: 'ids' as const, taskIds: ['t1'] }
    const ids: string[] = []
    const request = { kind: 'forget' as const, selection, archive: false, dryRun: false }
    for (let at = 0; at < 25; at += 1) {
      const clock = { ...bulk.clock, now: () => 1000 + at }
      ids.unshift(await createBulkJob({ ...bulk, clock }, request))
    }
    const oldest = ids.at(-1) ?? ''
    await bulk.database.write(bulk.appId, (tx) =>
      tx.bulkJob.updateMany({ where: { id: { not: oldest } }, data: { status: 'done' } }),
    )
    const pages: string[][] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof listed>> = await listed(
        `limit=10${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      expect(page.active.map(({ id }) => id)).toEqual([oldest])
      pages.push(page.items.map(({ id }) => id))
      cursor = page.next
    }
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 5])
    expect(pages.flat()).toEqual(ids)
  })

  it('are not listed from a cursor that no database takes', async () => {
    const cursor = Buffer.from(JSON.stringify(['1', 'a\u0000b'])).toString('base64url')
    const answer = await list(new Request(`http://127.0.0.1:3000/api/v1/bulk?cursor=${cursor}`), {
      params: Promise.resolve({}),
    })
    expect(await answer.json()).toMatchObject({ error: { code: 'bad_cursor' } })
  })

  it.each(['forget', 'retry'] as const)('never %s more than was confirmed, paused and resumed or not', async (kind) => {
    const { bulk } = shop.app
    const request = {
      kind,
      selection: { kind: 'search' as const, q: 'state:FAILURE' },
      archive: false,
      dryRun: false,
      perSecond: 3,
    }
    const id = await createBulkJob(bulk, request)
    // As of a search whose counting was given up.
    await keepAsSearch(id, 8)
    const quick = { ...bulk, clock: { ...bulk.clock, sleep: async () => {} } }
    let asked = 0
    shop.store.intercept = ({ operation }) => {
      if (operation === (kind === 'forget' ? 'delete' : 'get')) asked += 1
      if (asked === (kind === 'forget' ? 2 : 5)) throw new AppError('no_credentials', 'They have expired.')
      return undefined
    }
    await runBulkJob(quick, id, signal)
    shop.store.intercept = null
    expect(await bulk.database.reader.bulkJob.findUnique({ where: { id } })).toMatchObject({ status: 'paused' })
    await changeBulkJob(bulk, id, 'resume')
    await runBulkJob(quick, id, signal)
    expect(await bulk.database.reader.bulkJob.findUnique({ where: { id } })).toMatchObject({ status: 'done', done: 8 })
    if (kind === 'forget') expect(shop.store.size).toBe(4)
    else expect(shop.broker.queues.get('celery')?.messages.length).toBe(8)
  })

  async function keepAsSearch(id: string, most: number): Promise<void> {
    const { database, appId } = shop.app.bulk
    const node = filterSearch({ q: 'state:FAILURE', state: [], name: [], id: [] })
    const nowMs = Date.now()
    const limits = await loadLostLimits(database, appId, null)
    const frozen: Frozen = { kind: 'search', untilMs: nowMs, node, nowMs, limits, most }
    await database.write(appId, (tx) => tx.bulkJob.update({ where: { id }, data: { frozen: JSON.stringify(frozen) } }))
  }
})
