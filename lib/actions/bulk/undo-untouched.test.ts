import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { POST as abort } from '@/app/api/v1/bulk/[id]/abort/route'
import { POST as post } from '@/app/api/v1/bulk/route'
import { DELETE as forget } from '@/app/api/v1/tasks/[taskId]/route'
import { isRemoval, type LoggedRequest } from '@/demo/request-log'
import { provideTestRuntime } from '@/lib/api/testing'
import { bulkAnswer, bulkJob, forgetAnswer } from '@/lib/contract/bulk'
import { describeDatabases } from '@/lib/db/testing'
import { systemClock } from '@/lib/sync/clock'
import { keepRunningJobs } from './keep-running-jobs'
import { openS3Shop, type S3Shop } from './testing-s3-shop'

const graceMs = 3000
const origin = 'http://127.0.0.1:3000'
const context = <Params>(params: Params) => ({ params: Promise.resolve(params) })
const documentOf = (status: string) => ({ status, result: 1, traceback: null, children: [], name: 'shop.sum' })

describeDatabases('A forget that is undone', (databases) => {
  let shop: S3Shop
  let stop: () => Promise<void>

  beforeEach(async () => {
    const database = await databases.open()
    const forget = { graceSeconds: graceMs / 1000, archive: null }
    const { app } = provideTestRuntime(database, { forget })
    shop = await openS3Shop(database, { clock: systemClock, graceMs })
    app.config.id = shop.parts.appId
    Object.assign(app, { store: shop.parts.store, bulk: shop.parts, actions: { ...app.actions, ...shop.parts } })
    for (let at = 0; at < 12; at += 1) shop.put(`t${at}`, documentOf(at < 10 ? 'FAILURE' : 'SUCCESS'))
    await shop.sweepAll()
    const ending = new AbortController()
    const errors: unknown[] = []
    const running = keepRunningJobs(shop.parts, (_part, error) => errors.push(error), ending.signal).catch(() => {})
    stop = async () => {
      ending.abort()
      await running
      await shop.close()
      expect(errors).toEqual([])
    }
  })
  afterEach(() => stop())

  const removals = () => shop.emulator.requests.filter(isRemoval)
  const writes = () => shop.emulator.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD')
  const keysOf = ({ url, keys }: LoggedRequest) => [
    ...keys,
    ...(url.includes('celery-task') ? [url.split('/').at(-1)] : []),
  ]
  const undo = async (id: string) =>
    bulkJob.parse(await (await abort(new Request(`${origin}/x`, { method: 'POST' }), context({ id }))).json())
  const forgetOne = async (taskId: string) => {
    const answer = await forget(
      new Request(`${origin}/api/v1/tasks/${taskId}`, { method: 'DELETE' }),
      context({ taskId }),
    )
    const { job } = forgetAnswer.parse(await answer.json())
    if (!job) throw new Error('It did not wait.')
    return job
  }

  it('sends S3 nothing but reads: one result, and several by a search', async () => {
    const single = await forgetOne('t1')
    const body = JSON.stringify({ kind: 'forget', selection: { kind: 'search', q: 'state:FAILURE' } })
    const answer = await post(new Request(`${origin}/api/v1/bulk`, { method: 'POST', body }), context({}))
    const several = bulkAnswer.parse(await answer.json())
    if (several.dryRun) throw new Error('Only counted.')
    await sleep(500)
    for (const { id } of [single, several.job]) expect(await undo(id)).toMatchObject({ status: 'aborted', done: 0 })
    // Long after it would have begun.
    await sleep(Date.parse(several.job.startsAt) + 1500 - Date.now())
    expect(writes()).toEqual([])
    expect(shop.keys().length).toBe(12)
    const lines = await shop.parts.database.reader.activity.findMany({ where: { appId: shop.parts.appId } })
    expect(lines.map(({ outcome }) => outcome)).toEqual(['undone', 'undone'])
  })

  it('is deleted after that time and not before, where nobody undoes it', async () => {
    const { startsAt } = await forgetOne('t2')
    await expect.poll(() => removals().length, { timeout: 20_000 }).toBeGreaterThan(0)
    const [removal] = removals()
    expect(removals().flatMap(keysOf)).toEqual([expect.stringContaining('celery-task-meta-t2')])
    expect(removal?.atMs).toBeGreaterThanOrEqual(Date.parse(startsAt))
    await expect.poll(() => shop.keys()).not.toContain(shop.keyOf('t2'))
  })
})
