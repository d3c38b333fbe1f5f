import { beforeEach, expect, it } from 'vitest'
import { POST as post } from '@/app/api/v1/bulk/route'
import { provideTestRuntime } from '@/lib/api/testing'
import { groupKey, taskKey } from '@/lib/celery/result-key'
import { bulkAnswer } from '@/lib/contract/bulk'
import type { Database } from '@/lib/db/client'
import { describeDatabases } from '@/lib/db/testing'
import { forgetBucketFacts } from '@/lib/queries/bucket-facts'
import { runBulkJob } from './run-bulk-job'

const { signal } = new AbortController()
const none = { params: Promise.resolve({}) }
const request = (body: object) =>
  new Request('http://127.0.0.1:3000/api/v1/bulk', { method: 'POST', body: JSON.stringify(body) })
const document = (taskId: string, groupId?: string) => ({
  status: 'SUCCESS',
  result: 1,
  traceback: null,
  children: [],
  name: 'shop.sum',
  task_id: taskId,
  ...(groupId === undefined ? {} : { group_id: groupId }),
})
const reference = (taskId: string) => [[taskId, null], null]

describeDatabases('What a bulk forget is about', (databases) => {
  let opened: Promise<Database> | undefined
  let shop: ReturnType<typeof provideTestRuntime>
  beforeEach(async () => {
    opened ??= databases.open()
    shop = provideTestRuntime(await opened)
  })

  const count = async (selection: object) => {
    const answer = bulkAnswer.parse(
      await (await post(request({ kind: 'forget', selection, dryRun: true }), none)).json(),
    )
    if (!answer.dryRun) throw new Error('It was done.')
    return answer.preview
  }
  const forget = async (selection: object, change: object = {}) => {
    const answer = bulkAnswer.parse(await (await post(request({ kind: 'forget', selection, ...change }), none)).json())
    if (answer.dryRun) throw new Error('It was counted.')
    return answer.job.id
  }

  it('is a group with its members, those that its document lists and those that name it, or its document alone', async () => {
    const { store } = shop
    for (const id of ['a', 'b', 'c', 'other']) shop.put(id, document(id))
    shop.put('late', document('late', 'g'))
    const inner = [['inner', null], [reference('c')]]
    store.set(groupKey('results/', 'inner'), JSON.stringify({ result: inner, task_id: 'inner' }))
    store.set(
      groupKey('results/', 'g'),
      JSON.stringify({
        result: [
          ['g', null],
          [reference('a'), reference('b'), inner],
        ],
        task_id: 'g',
      }),
    )
    await shop.sweep()
    const whole = { kind: 'group', groupId: 'g' }
    const alone = { ...whole, members: false }
    // The group, a, b, the inner group, c, and the one that says so itself.
    expect(await count(whole)).toMatchObject({ count: 6, exact: true })
    expect(await count(alone)).toMatchObject({ count: 1 })

    await runBulkJob(shop.app.bulk, await forget(alone), signal)
    expect(store.keys()).not.toContain(groupKey('results/', 'g'))
    expect(store.size).toBe(6)
    // Without its document only those are known to belong to it that say so themselves.
    expect(await count(whole)).toMatchObject({ count: 2 })
    store.set(
      groupKey('results/', 'g'),
      JSON.stringify({
        result: [
          ['g', null],
          [reference('a'), reference('b'), inner],
        ],
        task_id: 'g',
      }),
    )
    await shop.sweep()
    await runBulkJob(shop.app.bulk, await forget(whole), signal)
    expect(store.keys()).toEqual([taskKey('results/', 'other')])
  })

  it('is no group of which nothing is known', async () => {
    const refused = await post(request({ kind: 'forget', selection: { kind: 'group', groupId: 'nobody' } }), none)
    expect(refused.status).toBe(404)
  })

  it('goes no faster than it may', async () => {
    for (let at = 0; at < 60; at += 1) shop.put(`t${at}`, document(`t${at}`))
    await shop.sweep()
    const id = await forget({ kind: 'search', q: '' }, { perSecond: 20 })
    let nowMs = Date.now()
    const startedMs = nowMs
    const sizes: number[] = []
    const { store } = shop
    // Time stands still but while it waits.
    const sleep = async (ms: number) => {
      nowMs += ms
    }
    const remove: typeof store.delete = (entries, stop) => {
      sizes.push(entries.length)
      return store.delete(entries, stop)
    }
    const parts = { ...shop.app.bulk, clock: { now: () => nowMs, sleep }, store: { ...store, delete: remove } }
    await runBulkJob(parts, id, signal)
    expect(store.size).toBe(0)
    expect(sizes).toEqual([20, 20, 20])
    // The third batch may begin when the second has had its second.
    expect(nowMs - startedMs).toBeGreaterThanOrEqual(2000)
  })

  it.each([
    ['enabled', /keeps versions.*only adds a marker/],
    ['suspended', /suspended: versions from before stay/],
    ['off', null],
  ] as const)('says what versioning that is %s makes of it', async (value, warning) => {
    shop.store.bucket.versioning = { known: true, value }
    forgetBucketFacts(shop.store)
    shop.put('a', document('a'))
    await shop.sweep()
    const { warnings } = await count({ kind: 'ids', taskIds: ['a'] })
    expect(warnings).toEqual(warning === null ? [] : [expect.stringMatching(warning)])
  })

  it('does not warn of versions that it cannot know', async () => {
    shop.store.bucket.versioning = { known: false, reason: 'Denied.' }
    shop.put('a', document('a'))
    expect((await count({ kind: 'ids', taskIds: ['a'] })).warnings).toEqual([])
  })
})
