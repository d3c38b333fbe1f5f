import fc from 'fast-check'
import { expect, it } from 'vitest'
import { GET as getActivity } from '@/app/api/v1/activity/route'
import { PATCH as patchFailure } from '@/app/api/v1/failures/[fingerprint]/route'
import { POST as postSync } from '@/app/api/v1/sync/route'
import { POST as postTask } from '@/app/api/v1/tasks/route'
import { POST as postView } from '@/app/api/v1/views/route'
import type { ActivityEntry } from '@/lib/actions/action-log'
import { provideTestRuntime } from '@/lib/api/testing'
import { activityList, activityQuery } from '@/lib/contract/activity'
import { openActionLog } from '@/lib/db/action-log'
import type { Database } from '@/lib/db/client'
import { describeDatabases } from '@/lib/db/testing'
import { exportActivity, listActivity } from './list-activity'

const start = Date.UTC(2026, 10, 20, 10)
const none = { params: Promise.resolve({}) }

function entry(change: Partial<ActivityEntry> = {}): ActivityEntry {
  const deed = { actor: 'dashboard', action: 'forget', target: 't1', outcome: 'done', details: {} } as const
  return { atMs: start, ...deed, ...change }
}

function request(path: string, method = 'GET', body?: unknown): Request {
  return new Request(`http://127.0.0.1:3000/api/v1${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  })
}

async function noted(database: Database, appId: string, entries: ActivityEntry[]) {
  const log = openActionLog(database, appId)
  for (const each of entries) await log.recordActivity(each)
}

function page(database: Database, appId: string, query: Record<string, unknown> = {}) {
  return listActivity(database, appId, activityQuery.parse(query))
}

describeDatabases('listActivity', (databases) => {
  it('gives every line once, newest first, at any length of page, and the export the same', async () => {
    const database = await databases.open()
    let runs = 0
    const shape = fc.tuple(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 10 }), fc.integer({ min: 1, max: 4 }))
    await fc.assert(
      fc.asyncProperty(shape, async ([seconds, limit]) => {
        runs += 1
        const appId = `app-${runs}`
        const entries = seconds.map((second, n) => entry({ atMs: start + second * 1000, target: `t${n}` }))
        await noted(database, appId, entries)
        const seen: string[] = []
        let cursor: string | undefined
        const times: string[] = []
        do {
          const { items, next } = await page(database, appId, { limit, cursor })
          seen.push(...items.map(({ target }) => target))
          times.push(...items.map(({ at }) => at))
          cursor = next ?? undefined
        } while (cursor !== undefined)
        expect([...seen].sort()).toEqual(entries.map(({ target }) => target).sort())
        expect(times).toEqual([...times].sort().reverse())
        const exported: string[] = []
        for await (const lines of exportActivity(database, appId, { action: [] }))
          exported.push(...lines.map(({ target }) => target))
        expect(exported).toEqual(seen)
      }),
      { numRuns: 25 },
    )
  })

  it('filters by action, target, job, outcome and time, and tells apps apart', async () => {
    const database = await databases.open()
    await noted(database, 'shop', [
      entry(),
      entry({ action: 'retry', target: 't2', atMs: start + 1000, outcome: 'failed' }),
      entry({
        action: 'bulk_forget',
        target: 'job-1',
        jobId: 'job-1',
        count: 20_000,
        bytes: 5e9,
        filter: 'state:FAILURE',
      }),
      entry({ action: 'restore', target: 'x', jobId: 'job-1', atMs: start + 5000 }),
    ])
    await noted(database, 'other', [entry({ target: 'elsewhere' })])
    const targets = async (query: Record<string, unknown>) =>
      (await page(database, 'shop', query)).items.map(({ target }) => target)
    expect(await targets({ action: ['retry', 'restore'] })).toEqual(['x', 't2'])
    expect(await targets({ target: 't1' })).toEqual(['t1'])
    expect(await targets({ target: 'job-1' })).toEqual(['x', 'job-1'])
    expect(await targets({ outcome: 'failed' })).toEqual(['t2'])
    const second = (n: number) => new Date(start + n * 1000).toISOString()
    expect(await targets({ from: second(1), to: second(5) })).toEqual(['t2'])
    expect((await page(database, 'shop', { action: ['bulk_forget'] })).items).toMatchObject([
      { count: 20_000, bytes: 5e9, filter: 'state:FAILURE', reason: null, jobId: 'job-1', details: {} },
    ])
    await expect(page(database, 'shop', { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'bad_cursor' })
  })

  it('streams every line as a file that no spreadsheet runs', async () => {
    const database = await databases.open()
    const { app } = provideTestRuntime(database)
    await app.actions.log.recordActivity(entry({ target: '=cmd()', reason: 'a, "b"', details: { queue: 'emails' } }))
    const csv = await getActivity(request('/activity?format=csv'), none)
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="activity.csv"')
    const [head, line] = (await csv.text()).split('\r\n')
    expect(head).toBe('id,at,actor,action,target,outcome,filter,count,bytes,reason,jobId,details')
    expect(line).toContain(`forget,'=cmd(),done,,,,"a, ""b""",,"{""queue"":""emails""}"`)
    const jsonl = await (await getActivity(request('/activity?format=jsonl'), none)).text()
    expect(JSON.parse(jsonl)).toMatchObject({ target: '=cmd()', details: { queue: 'emails' } })
  })

  it('has a line of what is asked for through the API', async () => {
    const database = await databases.open()
    const { app } = provideTestRuntime(database)
    await postSync(request('/sync', 'POST'), none)
    await postTask(request('/tasks', 'POST', { name: 'app.add', queue: 'celery' }), none)
    const view = { name: 'Mine', query: '', sort: 'occurredAt', order: 'desc', window: null }
    expect((await postView(request('/views', 'POST', view), none)).status).toBe(201)
    const failure = { params: Promise.resolve({ fingerprint: 'nobody-saw-it' }) }
    expect((await patchFailure(request('/x', 'PATCH', { status: 'resolved' }), failure)).status).toBe(404)
    const { items } = activityList.parse(await (await getActivity(request('/activity'), none)).json())
    expect(items.map(({ action }) => action).sort()).toEqual(['save_view', 'send', 'sweep'])
    expect(items.find(({ action }) => action === 'sweep')).toMatchObject({ target: app.config.id, actor: 'dashboard' })
  })
})
