import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsQueue } from '@/demo/cloud'
import { type Emulator, startEmulator } from '@/demo/emulator'
import { sendEvents } from '@/demo/events'
import { bulkAnswer, bulkDetail, forgetAnswer } from '@/lib/contract/bulk'
import { stateCounts, taskDetail, taskList } from '@/lib/contract/tasks'
import { typeList } from '@/lib/contract/types'
import { view, viewList } from '@/lib/contract/views'
import { type Database, openDatabase } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { readContents } from '@/lib/db/testing-contents'
import { recountStored, recountTotals, sortedRows } from '@/lib/db/testing-recount'
import { environmentOf } from './environment'
import { type Running, startProcess } from './process'
import { type Replica, startReplica } from './replica'
import { logRequests } from './request-log'
import { basePath, bucket, createWorkload } from './workload'

/** PostgreSQL, three web replicas, two sync processes, and a bucket that never rests. */
const seeded = 2500
const leaseMs = 15_000
const appId = 'many'

let url: string
let emulator: Emulator
let database: Database
let log: ReturnType<typeof logRequests>
let work: ReturnType<typeof createWorkload>
let replicas: [Replica, Replica, Replica]
const running: Running[] = []
const resting = new AbortController()
let working: Promise<void>

const until = (what: () => unknown, timeout = 30_000) => expect.poll(what, { timeout, interval: 50 })
const readIndex = () => readContents(database, appId)

function startSync(name: string): Running {
  const started = startProcess(name, 'lib/sync/cli.ts', environmentOf(emulator.url, url, eventsQueue))
  running.push(started)
  return started
}

async function holder(): Promise<Running | undefined> {
  const { leaseHolder } = await openTaskIndex(database, appId).getSyncState()
  return running.find(({ pid }) => leaseHolder?.includes(`-${pid}-`))
}

describeDatabases('Many processes', (databases) => {
  // SQLite is for one machine.
  describe.runIf(databases.kind === 'postgresql')('on one bucket', () => {
    beforeAll(async () => {
      url = await databases.freshUrl()
      emulator = await startEmulator()
      emulator.s3.createBucket(bucket)
      const queue = 'many-celery'
      const queueUrl = emulator.sqs.buildQueueUrl(queue)
      emulator.sqs.createQueue(queue, queueUrl, `arn:aws:sqs:eu-west-1:000000000000:${queue}`, {})
      log = logRequests(emulator.server)
      work = createWorkload(emulator.url)
      // These need no events: a sweep finds them.
      await Promise.all(Array.from({ length: seeded }, () => work.put('many.seeded')))
      sendEvents(emulator)

      // Five starters on one empty database.
      const environment = environmentOf(emulator.url, url, eventsQueue)
      replicas = await Promise.all([
        startReplica('web-1', environment),
        startReplica('web-2', environment),
        startReplica('web-3', environment),
      ])
      running.push(...replicas)
      startSync('sync-1')
      startSync('sync-2')
      working = work.run(resting.signal)
      working.catch(() => {})
    })

    afterAll(async () => {
      resting.abort()
      await Promise.all(running.map((one) => one.kill()))
      await database?.close()
      await emulator?.close()
    })

    it('sweeps in one process at a time; when that is killed, another takes over and nothing is lost or counted twice', async () => {
      // In the middle of the first sweep.
      await until(() => log.count('GET')).toBeGreaterThan(seeded / 4)
      database = await openDatabase(url)
      const first = await holder()
      if (!first) throw new Error('Nobody holds the lease.')
      await first.kill()
      const killedMs = performance.now()
      const [other] = running.filter(({ name, isRunning }) => name.startsWith('sync') && isRunning())
      if (!other) throw new Error('There is no other sync process.')
      // As a supervisor does.
      const again = startSync('sync-3')

      // Nobody sweeps, and events are read nevertheless.
      const readBefore = log.count('delete events', other.name)
      await until(() => log.count('delete events', other.name)).toBeGreaterThan(readBefore + 2)
      await until(async () => (await holder())?.pid, leaseMs * 2).toSatisfy(
        (pid) => pid === other.pid || pid === again.pid,
      )
      const tookMs = performance.now() - killedMs
      console.log(`The sweeper was killed; another swept after ${(tookMs / 1000).toFixed(1)} s.`)
      // The lease at its longest, and the machine's slowness.
      expect(tookMs).toBeLessThan(leaseMs + 2000)
      const next = await holder()

      // Both read events, and only one of them lists.
      for (const { name } of [other, again]) await until(() => log.count('delete events', name)).toBeGreaterThan(2)
      await until(async () => (await openTaskIndex(database, appId).getSyncState()).completeToMs).not.toBeNull()
      resting.abort()
      await working
      await until(async () => indexed(), 20_000).toEqual(stored())
      expect(log.turns('LIST').filter((name) => name.startsWith('sync'))).toEqual([first.name, next?.name])

      const contents = await readIndex()
      expect(sortedRows(contents.stored)).toEqual(recountStored(contents))
      expect(sortedRows(contents.totals)).toEqual(recountTotals(contents))
      const counted = (name: string, state: string) =>
        contents.history
          .filter((row) => row.widthSeconds === 86_400 && row.name === name && row.state === state)
          .reduce((sum, { count }) => sum + count, 0)
      expect(counted('many.seeded', 'SUCCESS')).toBe(seeded)
      expect(counted('many.once', 'SUCCESS')).toBe(work.written.once)
      expect(counted('many.twice', 'SUCCESS')).toBe(work.written.twice)
      expect(counted('many.twice', 'STARTED')).toBeLessThanOrEqual(work.written.twice)
    })

    it('gives the same answers in every replica', async () => {
      for (const replica of replicas) await until(() => replica.isReady()).toBe(true)
      const answersOf = async (replica: Replica) => ({
        newest: (await replica.get('/tasks?limit=200', taskList)).items,
        total: (await replica.get('/tasks?limit=1', taskList)).total,
        states: await replica.get('/states', stateCounts),
        types: (await replica.get('/types?window=1h', typeList)).items.map(({ name, finished }) => ({
          name,
          finished,
        })),
      })
      const [first, ...others] = await Promise.all(replicas.map(answersOf))
      expect(first?.total).toEqual({ count: stored().length, exact: true })
      for (const answers of others) expect(answers).toEqual(first)
    })

    it('keeps nothing in a replica: what was begun at one is seen, undone and ended at another', async () => {
      const [one, two, three] = replicas
      const ids = await Promise.all(Array.from({ length: 80 }, () => work.put('many.bulk')))
      const [undone = '', forgotten = '', retried = ''] = await Promise.all(
        ['many.undone', 'many.forgotten', 'many.retried'].map((name) => work.put(name)),
      )
      await until(async () => (await two.get('/tasks?name=many.*&limit=1', taskList)).total.count).toBe(stored().length)

      const forget = async (taskId: string) => {
        const { status, body } = await one.request('DELETE', `/tasks/${taskId}`)
        expect(status).toBe(202)
        return forgetAnswer.parse(body).job?.id ?? ''
      }
      const waiting = await forget(undone)
      expect(await two.get(`/bulk/${waiting}`, bulkDetail)).toMatchObject({ status: 'waiting' })
      expect((await two.request('POST', `/bulk/${waiting}/abort`)).status).toBe(200)
      expect(await three.get(`/bulk/${waiting}`, bulkDetail)).toMatchObject({ status: 'aborted' })
      await forget(forgotten)

      const sent = await one.request('POST', `/tasks/${retried}/retry`, {})
      expect(sent.status).toBe(201)
      expect((await two.get(`/tasks/${retried}`, taskDetail)).retriedAs).toHaveLength(1)

      const wanted = { name: 'Mine', query: 'name:many.once', sort: 'occurredAt', order: 'desc', window: null }
      const saved = view.parse((await one.request('POST', '/views', wanted)).body)
      const viewNames = async (replica: Replica) =>
        (await replica.get('/views', viewList)).items.map(({ name }) => name)
      expect(await viewNames(two)).toContain('Mine')
      expect((await two.request('DELETE', `/views/${saved.id}`)).status).toBe(204)
      expect(await viewNames(three)).not.toContain('Mine')

      const selection = { kind: 'search', q: 'name:many.bulk' }
      const begun = bulkAnswer.parse(
        (await one.request('POST', '/bulk', { kind: 'forget', selection, perSecond: 20 })).body,
      )
      if (begun.dryRun) throw new Error('It was only counted.')
      const job = () => two.get(`/bulk/${begun.job.id}`, bulkDetail)
      await until(async () => (await job()).done).toBeGreaterThan(0)
      await one.kill()
      expect((await job()).done).toBeLessThan(ids.length)
      await until(async () => (await job()).status).toBe('done')
      expect(await three.get(`/bulk/${begun.job.id}`, bulkDetail)).toMatchObject({ done: ids.length })

      await until(async () => (await three.request('GET', `/tasks/${forgotten}`)).status).toBe(404)
      expect((await three.request('GET', `/tasks/${undone}`)).status).toBe(200)
      await until(async () => indexed()).toEqual(stored())
    })
  })
})

/** What is in the bucket, and what the index says of it. */
function stored(): string[] {
  const keys: string[] = []
  for (;;) {
    const page = emulator.s3.listObjects(bucket, { prefix: basePath, startAfter: keys.at(-1)?.split(' ')[0] })
    for (const { key, etag } of page.objects) keys.push(`${key} ${etag.replaceAll('"', '')}`)
    if (!page.isTruncated) return keys.sort()
  }
}

async function indexed(): Promise<string[]> {
  return (await readIndex()).tasks.map(({ key, etag }) => `${key} ${etag}`).sort()
}
