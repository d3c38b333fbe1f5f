import { beforeEach, expect, it } from 'vitest'
import { POST as abort } from '@/app/api/v1/bulk/[id]/abort/route'
import { GET as detail } from '@/app/api/v1/bulk/[id]/route'
import { GET as list, POST as post } from '@/app/api/v1/bulk/route'
import { DELETE as forget } from '@/app/api/v1/tasks/[taskId]/route'
import { provideTestRuntime } from '@/lib/api/testing'
import { taskKey } from '@/lib/celery/result-key'
import { bulkAnswer, bulkDetail, bulkJob, bulkList, forgetAnswer } from '@/lib/contract/bulk'
import { describeDatabases } from '@/lib/db/testing'
import { AppError } from '@/lib/errors'
import { runBulkJob } from './run-bulk-job'

const { signal } = new AbortController()
const origin = 'http://127.0.0.1:3000'
const body = (value: unknown) => ({ method: 'POST', body: JSON.stringify(value) })
const context = <Params>(params: Params) => ({ params: Promise.resolve(params) })
const done = {
  status: 'SUCCESS',
  result: 1,
  traceback: null,
  children: [],
  name: 'shop.sum',
  args: [1],
  kwargs: {},
  queue: 'celery',
}

describeDatabases('Bulk jobs', (databases) => {
  let app: ReturnType<typeof provideTestRuntime>
  const keyOf = (id: string) => taskKey('results/', id)
  const open = async (graceSeconds: number) => {
    const database = await databases.open()
    app = provideTestRuntime(database, { forget: { graceSeconds, archive: { prefix: 'archive/', days: 30 } } })
    for (let at = 0; at < 30; at += 1) {
      app.put(`t${at}`, { ...done, status: at % 3 === 0 ? 'FAILURE' : 'SUCCESS', task_id: `t${at}` })
    }
    await app.sweep()
  }
  beforeEach(() => open(0))

  const ask = async (request: unknown) =>
    bulkAnswer.parse(await (await post(new Request(`${origin}/api/v1/bulk`, body(request)), context({}))).json())
  const start = async (request: object) => {
    const answer = await ask(request)
    if (answer.dryRun) throw new Error('only counted')
    await runBulkJob(app.app.bulk, answer.job.id, signal)
    return read(answer.job.id)
  }
  const read = async (id: string) =>
    bulkDetail.parse(await (await detail(new Request(`${origin}/api/v1/bulk/${id}`), context({ id }))).json())
  const failures = { kind: 'search', q: 'state:FAILURE' }

  it('counts first, then forgets exactly what matches', async () => {
    const answer = await ask({ kind: 'forget', selection: failures, dryRun: true })
    expect(answer).toMatchObject({ dryRun: true, preview: { count: 10, exact: true, dollarsPerMonth: null } })
    if (answer.dryRun) expect(answer.preview.sample.length).toBe(10)
    expect(app.store.requests.delete).toBe(0)

    const job = await start({ kind: 'forget', selection: failures, reason: 'seen' })
    expect(job).toMatchObject({ status: 'done', total: 10, processed: 10, done: 10, failed: 0, outcomes: [] })
    expect(app.store.size).toBe(20)
    const { reader } = app.app.bulk.database
    expect(await reader.task.count()).toBe(20)
    expect(await reader.activity.findMany()).toMatchObject([
      { action: 'bulk_forget', outcome: 'done', filter: 'state:FAILURE', count: 10, reason: 'seen', jobId: job.id },
    ])
  })

  it('keeps what was written again since it was chosen, and says so', async () => {
    const answer = await ask({ kind: 'forget', selection: { kind: 'ids', taskIds: ['t1', 't2', 'never'] } })
    if (answer.dryRun) throw new Error('only counted')
    app.put('t1', { ...done, result: 2 })
    await runBulkJob(app.app.bulk, answer.job.id, signal)
    const job = await read(answer.job.id)
    expect(job).toMatchObject({ done: 2, skipped: 1, reasons: [{ code: 'changed', count: 1 }] })
    expect(app.store.keys()).toContain(keyOf('t1'))
    expect(app.store.keys()).not.toContain(keyOf('t2'))
  })

  it.each([
    ['a reason that no database keeps', { reason: 'a\u0000b' }, 'reason'],
    ['half a character', { reason: '\ud83d' }, 'reason'],
    ['a number that no job can hold', { confirm: 2 ** 31 }, 'confirm'],
    ['a search that is too long', { selection: { kind: 'search', q: 'x'.repeat(2001) } }, 'selection.q'],
  ])('refuses %s', async (_what, change, field) => {
    const request = { kind: 'forget', selection: failures, ...change }
    const answer = await post(new Request(`${origin}/api/v1/bulk`, body(request)), context({}))
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { code: 'bad_request', details: { field } } })
  })

  it('goes on when the database is back that was away while it was asked', async () => {
    const answer = await ask({ kind: 'forget', selection: { kind: 'ids', taskIds: ['t1'] } })
    if (answer.dryRun) throw new Error('only counted')
    const { bulk } = app.app
    const { reader } = bulk.database
    let asked = 0
    const bulkJob = new Proxy(reader.bulkJob, {
      get(target, name) {
        asked += name === 'findUnique' ? 1 : 0
        if (name !== 'findUnique' || asked > 1) return Reflect.get(target, name)
        return () => Promise.reject(new Error('Connection terminated unexpectedly'))
      },
    })
    const away = new Proxy(reader, {
      get: (target, name) => (name === 'bulkJob' ? bulkJob : Reflect.get(target, name)),
    })
    await runBulkJob({ ...bulk, database: { ...bulk.database, reader: away } }, answer.job.id, signal)
    expect(await read(answer.job.id)).toMatchObject({ status: 'done', done: 1 })
  })

  it('is undone while it waits: the store is never asked to delete', async () => {
    await open(30)
    const answer = await forget(
      new Request(`${origin}/api/v1/tasks/t1`, { method: 'DELETE' }),
      context({ taskId: 't1' }),
    )
    expect(answer.status).toBe(202)
    const { job } = forgetAnswer.parse(await answer.json())
    if (!job) throw new Error('it did not wait')
    expect(job.status).toBe('waiting')
    await runBulkJob(app.app.bulk, job.id, signal)
    const waiting = bulkList.parse(
      await (await list(new Request(`${origin}/api/v1/bulk?status=waiting`), context({}))).json(),
    )
    expect(waiting.pending).toEqual(['t1'])

    const undone = await abort(new Request(`${origin}/x`, { method: 'POST' }), context({ id: job.id }))
    expect(bulkJob.parse(await undone.json())).toMatchObject({ status: 'aborted', done: 0 })
    await runBulkJob(app.app.bulk, job.id, signal)
    expect(app.store.requests.delete).toBe(0)
    expect(app.store.size).toBe(30)
    expect(await app.app.bulk.database.reader.activity.findMany()).toMatchObject([
      { action: 'forget', target: 't1', outcome: 'undone', jobId: job.id },
    ])
  })

  it('wants a large number confirmed', async () => {
    for (let at = 0; at < 1001; at += 1) app.put(`many-${at}`, { ...done, name: 'shop.many' })
    await app.sweep()
    const request = { kind: 'forget', selection: { kind: 'search', q: 'type:shop.many' } }
    const refused = await post(new Request(`${origin}/api/v1/bulk`, body(request)), context({}))
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ error: { code: 'conflict', details: { count: 1001 } } })
    const job = await start({ ...request, confirm: 1001 })
    expect(job).toMatchObject({ status: 'done', done: 1001 })
    expect(app.store.size).toBe(30)
  })

  it('sends each task once', async () => {
    const job = await start({ kind: 'retry', selection: failures })
    expect(job).toMatchObject({ status: 'done', total: 10, done: 10 })
    expect(app.broker.queues.get('celery')?.messages.length).toBe(10)
    expect(await app.app.bulk.database.reader.taskLink.count()).toBe(10)
  })

  it('tells what S3 refused, and tries again what it refused for now', async () => {
    const refusals = new Map([
      [keyOf('t3'), 'AccessDenied'],
      [keyOf('t6'), 'SlowDown'],
    ])
    const { store } = app
    app.app.bulk.store = {
      ...store,
      async delete(entries, stop) {
        const outcomes = await store.delete(
          entries.filter(({ key }) => !refusals.has(key)),
          stop,
        )
        const refused = entries.flatMap(({ key }) => {
          const code = refusals.get(key)
          return code ? [{ key, deleted: false, code, message: 'no' }] : []
        })
        refusals.delete(keyOf('t6'))
        return [...outcomes, ...refused]
      },
    }
    const job = await start({ kind: 'forget', selection: failures })
    expect(job).toMatchObject({ done: 9, failed: 1, processed: 10 })
    expect(job.outcomes).toMatchObject([
      { taskId: 't3', code: 'AccessDenied', message: expect.stringMatching(/s3:DeleteObject/) },
    ])
  })

  it('pauses where the store refuses as a whole, and goes on from there', async () => {
    app.store.intercept = ({ operation }) => {
      if (operation === 'delete') throw new AppError('access_denied', 'Allow s3:DeleteObject.')
      return undefined
    }
    const job = await start({ kind: 'forget', selection: failures })
    expect(job).toMatchObject({ status: 'paused', done: 0, trouble: expect.stringMatching(/s3:DeleteObject/) })
    app.store.intercept = null
    await app.app.bulk.database.write(app.app.config.id, (tx) => tx.bulkJob.updateMany({ data: { status: 'running' } }))
    await runBulkJob(app.app.bulk, job.id, signal)
    expect(await read(job.id)).toMatchObject({ status: 'done', done: 10, processed: 10, trouble: null })
  })

  it('deletes nothing more of an aborted job, though its batch was claimed', async () => {
    app.store.intercept = ({ operation }) => {
      if (operation === 'delete') throw new AppError('access_denied', 'Allow s3:DeleteObject.')
      return undefined
    }
    const { id } = await start({ kind: 'forget', selection: failures })
    app.store.intercept = null
    app.store.remove(keyOf('t0'))
    await abort(new Request(`${origin}/x`, { method: 'POST' }), context({ id }))
    await runBulkJob(app.app.bulk, id, signal)
    expect(await read(id)).toMatchObject({ status: 'aborted', done: 1, processed: 1, finishedAt: expect.any(String) })
    expect(app.store.size).toBe(29)
    expect(await app.app.bulk.database.reader.bulkClaim.count()).toBe(0)
  })
})
