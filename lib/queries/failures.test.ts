import { beforeAll, expect, it } from 'vitest'
import { failureListQuery } from '@/lib/contract/failures'
import { unnamedType } from '@/lib/contract/values'
import type { Database } from '@/lib/db/client'
import { setFailureStatus } from '@/lib/db/failure-status'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { failureMatrix } from './failure-matrix'
import { getFailure } from './get-failure'
import { listFailures } from './list-failures'
import { failedTask } from './testing'

const nowMs = Date.UTC(2026, 10, 20, 12, 30, 15)
const minute = 60_000
const hour = 60 * minute

describeDatabases('Failures', (databases) => {
  let database: Database
  const list = (query: Record<string, unknown> = {}) =>
    listFailures(database, 'shop', failureListQuery.parse(query), nowMs)
  const fingerprints = async (query: Record<string, unknown> = {}) =>
    (await list(query)).items.map(({ fingerprint }) => fingerprint)

  beforeAll(async () => {
    database = await databases.open()
    const index = openTaskIndex(database, 'shop')
    const tasks = [
      failedTask('a', nowMs - 10 * minute, { bug: 'timeout', name: 'app.mail', worker: 'w1' }),
      failedTask('b', nowMs - 50 * minute, { bug: 'timeout', name: 'app.mail', worker: 'w2' }),
      failedTask('c', nowMs - 2 * hour, { bug: 'timeout', name: null, worker: null }),
      failedTask('d', nowMs - 30 * hour, { bug: 'timeout', name: 'app.mail', worker: 'w1' }),
      failedTask('e', nowMs - 5 * minute, { bug: 'key', name: 'app.orders', exceptionType: 'KeyError' }),
      failedTask('f', nowMs - 100 * hour, { bug: 'old', name: 'app.orders' }),
    ]
    await index.apply({ tasks, groups: [], gone: [], atMs: nowMs })
    await setFailureStatus(database, 'shop', 'old', 'resolved', nowMs - 50 * hour)
    await setFailureStatus(database, 'shop', 'key', 'resolved', nowMs - 20 * minute)
    // Read again from the store, it fails once more after it was resolved.
    const again = failedTask('g', nowMs - 15 * minute, { bug: 'key', name: 'app.orders', exceptionType: 'KeyError' })
    await index.apply({ tasks: [again], groups: [], gone: [{ key: 'celery-task-meta-a' }], atMs: nowMs })
  })

  it('are listed newest or most frequent first, within the window', async () => {
    expect(await fingerprints()).toEqual(['key', 'timeout'])
    expect(await fingerprints({ sort: 'frequent' })).toEqual(['timeout', 'key'])
    expect(await fingerprints({ window: '7d' })).toEqual(['key', 'timeout', 'old'])
    expect(await fingerprints({ limit: 1, offset: 1 })).toEqual(['timeout'])
  })

  it('are narrowed by status, type, exception and text', async () => {
    expect(await fingerprints({ window: '7d', status: ['regressed'] })).toEqual(['key'])
    expect(await fingerprints({ window: '7d', status: ['open', 'resolved'] })).toEqual(['timeout', 'old'])
    expect(await fingerprints({ type: 'app.orders' })).toEqual(['key'])
    expect(await fingerprints({ type: unnamedType })).toEqual(['timeout'])
    expect(await fingerprints({ exception: 'KeyError' })).toEqual(['key'])
    expect(await fingerprints({ text: 'TIMEOUT' })).toEqual(['timeout'])
    const { statuses, total } = await list({ window: '7d', status: ['open'] })
    expect(total).toBe(1)
    expect(Object.fromEntries(statuses.map(({ status, count }) => [status, count]))).toEqual({
      open: 1,
      regressed: 1,
      resolved: 1,
      ignored: 0,
    })
  })

  it('count what happened, forgotten or not, beside the window before', async () => {
    const timeout = (await list()).items.find(({ fingerprint }) => fingerprint === 'timeout')
    expect(timeout).toMatchObject({ count: 3, previousCount: 1, total: 4, status: 'open', exceptionType: 'ValueError' })
    expect(timeout?.types).toEqual([
      { name: 'app.mail', count: 2 },
      { name: null, count: 1 },
    ])
    expect(timeout?.sparkline.reduce((sum, { count }) => sum + count, 0)).toBe(3)
    expect(timeout?.sample).toEqual({ taskId: 'a', message: 'bad value in timeout' })
  })

  it('tell since when they are back', async () => {
    const key = (await list()).items.find(({ fingerprint }) => fingerprint === 'key')
    expect(key).toMatchObject({
      status: 'regressed',
      regressedAt: new Date(nowMs - 15 * minute).toISOString(),
      count: 2,
    })
  })

  it('are shown one by one, with their workers, variants and tasks', async () => {
    const failure = await getFailure(database, 'shop', 'timeout', '24h', nowMs)
    expect(failure.workers.map(({ worker, count }) => [worker, count])).toEqual([
      ['w1', 2],
      ['w2', 1],
    ])
    expect(failure.tasks.map(({ taskId }) => taskId)).toEqual(['b', 'c', 'd'])
    expect(failure.variants).toMatchObject({ among: 3, items: [{ message: 'bad value in timeout', count: 3 }] })
    await expect(getFailure(database, 'shop', 'none', '24h', nowMs)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('make a matrix whose columns begin where their lists do', async () => {
    const { columns, rows } = await failureMatrix(database, 'shop', nowMs)
    expect(columns.map(({ from }) => from)).toEqual([
      '2026-11-20T11:30:00.000Z',
      '2026-11-20T09:30:00.000Z',
      '2026-11-19T12:00:00.000Z',
      '2026-11-17T12:00:00.000Z',
      '2026-11-13T12:00:00.000Z',
    ])
    expect(rows).toEqual([
      { exceptionType: 'ValueError', counts: [2, 3, 3, 4, 5] },
      { exceptionType: 'KeyError', counts: [2, 2, 2, 2, 2] },
    ])
  })
})
