import { beforeEach, expect, it } from 'vitest'
import { GET as listJobs } from '@/app/api/v1/bulk/route'
import { POST as preview } from '@/app/api/v1/retention/preview/route'
import { GET as getPolicy, PUT as putPolicy } from '@/app/api/v1/retention/route'
import { provideTestRuntime } from '@/lib/api/testing'
import { taskKey } from '@/lib/celery/result-key'
import { bulkList } from '@/lib/contract/bulk'
import { retentionPolicy, retentionPreview } from '@/lib/contract/retention'
import { describeDatabases } from '@/lib/db/testing'
import { startRetention } from '../retention/start-retention'
import { changeBulkJob } from './change-bulk-job'
import { createBulkJob } from './create-bulk-job'
import { restoreArchived } from './restore-archived'
import { runBulkJob } from './run-bulk-job'

const { signal } = new AbortController()
const none = { params: Promise.resolve({}) }
const request = (method: string, value?: unknown) =>
  new Request('http://127.0.0.1:3000/api/v1/retention', {
    method,
    body: value === undefined ? undefined : JSON.stringify(value),
  })
const document = (change: object) => ({
  status: 'SUCCESS',
  result: 1,
  traceback: null,
  children: [],
  name: 'shop.sum',
  ...change,
})
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
const keyOf = (id: string) => taskKey('results/', id)

describeDatabases('Archive and retention', (databases) => {
  let app: ReturnType<typeof provideTestRuntime>
  beforeEach(async () => {
    const forget = { graceSeconds: 0, archive: { prefix: 'archive/', days: 30 } }
    app = provideTestRuntime(await databases.open(), { forget })
  })
  const jobs = () => app.app.bulk.database.reader.bulkJob.findMany({ orderBy: { reason: 'asc' } })

  it('brings archived results back where nothing newer lies', async () => {
    for (const id of ['a', 'b']) app.put(id, document({ task_id: id }))
    await app.sweep()
    const { bulk } = app.app
    const selection = { kind: 'ids' as const, taskIds: ['a', 'b'] }
    const id = await createBulkJob(bulk, { kind: 'forget', selection, archive: true, dryRun: false })
    await runBulkJob(bulk, id, signal)
    expect(app.store.keys()).toEqual(['a', 'b'].map((one) => `archive/${id}/${keyOf(one)}`))

    app.put('b', document({ result: 2 }))
    await changeBulkJob(bulk, id, 'restore')
    await restoreArchived(bulk, id, signal)
    expect(app.store.keys()).toEqual([keyOf('a'), keyOf('b')])
    const newer = await app.store.get(keyOf('b'), {}, signal)
    expect(newer.kind === 'found' && (await new Response(newer.document.body).text())).toContain('"result":2')
    expect(await bulk.database.reader.task.count()).toBe(2)
    expect(await bulk.database.reader.archivedObject.count()).toBe(0)
    expect(await bulk.database.reader.activity.findMany({ where: { action: 'restore' } })).toMatchObject([
      { count: 1, jobId: id },
    ])
  })

  it('overwrites nothing that a worker writes between the look and the copy', async () => {
    app.put('a', document({ task_id: 'a' }))
    await app.sweep()
    const { bulk } = app.app
    const selection = { kind: 'ids' as const, taskIds: ['a'] }
    const id = await createBulkJob(bulk, { kind: 'forget', selection, archive: true, dryRun: false })
    await runBulkJob(bulk, id, signal)
    app.store.intercept = ({ operation }) => {
      if (operation === 'copy') app.put('a', document({ task_id: 'a', result: 'newer' }))
      return undefined
    }
    await changeBulkJob(bulk, id, 'restore')
    await restoreArchived(bulk, id, signal)
    const kept = await app.store.get(keyOf('a'), {}, signal)
    expect(kept.kind === 'found' && (await new Response(kept.document.body).text())).toContain('newer')
    const [line] = await bulk.database.reader.activity.findMany({ where: { action: 'restore', jobId: id } })
    expect(JSON.parse(line?.details ?? '')).toMatchObject({ restored: 0, kept: 1 })
  })

  it('remembers copies that it may not remove, so that they are removed when their time is over', async () => {
    for (const id of ['a', 'b']) app.put(id, document({ task_id: id }))
    await app.sweep()
    const { bulk } = app.app
    const selection = { kind: 'ids' as const, taskIds: ['a', 'b'] }
    const id = await createBulkJob(bulk, { kind: 'forget', selection, archive: true, dryRun: false })
    await runBulkJob(bulk, id, signal)
    await changeBulkJob(bulk, id, 'restore')
    const locked = `archive/${id}/${keyOf('a')}`
    const remove: typeof app.store.delete = async (entries, signal) => {
      const free = entries.filter(({ key }) => key !== locked)
      return [...(await app.store.delete(free, signal)), { key: locked, deleted: false, code: 'AccessDenied' }]
    }
    await restoreArchived({ ...bulk, store: { ...bulk.store, delete: remove } }, id, signal)
    expect(app.store.keys()).toEqual([locked, keyOf('a'), keyOf('b')].sort())
    expect(await bulk.database.reader.archivedObject.findMany()).toMatchObject([{ archiveKey: locked }])
  })

  it('forgets by the first rule that fits, once a run', async () => {
    const stored: [string, object][] = [
      ['old', { date_done: daysAgo(8) }],
      ['young', { date_done: daysAgo(6) }],
      ['kept', { name: 'reports.daily', date_done: daysAgo(99) }],
      ['failed', { status: 'FAILURE', date_done: daysAgo(8) }],
      ['long failed', { status: 'FAILURE', date_done: daysAgo(31) }],
    ]
    for (const [id, change] of stored) app.put(id, document({ task_id: id, ...change }))
    await app.sweep()
    const rules = [
      { state: null, type: 'reports.*', days: null },
      { state: 'FAILURE', type: null, days: 30 },
      { state: null, type: null, days: 7 },
      { state: 'SUCCESS', type: null, days: 1 },
    ]
    const shown = retentionPreview.parse(await (await preview(request('POST', { rules }), none)).json())
    expect(shown.rules.map(({ objects }) => objects)).toEqual([0, 1, 1, 0])
    expect(shown.rules.map(({ q }) => q)).toEqual([
      null,
      'state:FAILURE -type:reports.* finished:>2592000s',
      '-type:reports.* -state:FAILURE finished:>604800s',
      null,
    ])

    const { bulk } = app.app
    await startRetention(bulk)
    expect(await jobs()).toEqual([])
    const saved = await putPolicy(request('PUT', { enabled: true, rules, everyHours: 24 }), none)
    expect(retentionPolicy.parse(await saved.json())).toMatchObject({ enabled: true, lastRunAt: null })
    await Promise.all([startRetention(bulk), startRetention(bulk)])
    expect(await jobs()).toMatchObject([
      { actor: 'retention', reason: 'Any state after 7 days', total: 1 },
      { actor: 'retention', reason: 'FAILURE after 30 days', total: 1 },
    ])
    for (const { id } of await jobs()) await runBulkJob(bulk, id, signal)
    expect(app.store.keys()).toEqual(['failed', 'kept', 'young'].map(keyOf))
    await startRetention(bulk)
    expect((await jobs()).length).toBe(2)
    const policy = retentionPolicy.parse(await (await getPolicy(request('GET'), none)).json())
    expect(Date.parse(policy.nextRunAt ?? '') - Date.parse(policy.lastRunAt ?? '')).toBe(86_400_000)
  })

  it('takes as many rules as a policy may have, of names as long as they may be', async () => {
    const long = (at: number) => `shop.${at}.${'x'.repeat(380)}`
    app.put('kept', document({ task_id: 'kept', name: long(7), date_done: daysAgo(9) }))
    app.put('old', document({ task_id: 'old', date_done: daysAgo(9) }))
    await app.sweep()
    const never = Array.from({ length: 49 }, (_, at) => ({ state: null, type: long(at), days: null }))
    const rules = [...never, { state: null, type: null, days: 7 }]
    const shown = await preview(request('POST', { rules }), none)
    expect(shown.status).toBe(200)
    expect(retentionPreview.parse(await shown.json()).rules.at(-1)?.objects).toBe(1)
    expect((await putPolicy(request('PUT', { enabled: true, rules }), none)).status).toBe(200)
    const { bulk } = app.app
    await startRetention(bulk)
    const [job] = await jobs()
    await runBulkJob(bulk, job?.id ?? '', signal)
    expect(app.store.keys()).toEqual([keyOf('kept')])
    const listed = await listJobs(new Request('http://127.0.0.1:3000/api/v1/bulk'), none)
    expect(bulkList.parse(await listed.json()).items).toMatchObject([{ status: 'done', done: 1, actor: 'retention' }])
  })
})
