import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { changeBulkJob } from '@/lib/actions/bulk/change-bulk-job'
import { createBulkJob } from '@/lib/actions/bulk/create-bulk-job'
import { restoreArchived } from '@/lib/actions/bulk/restore-archived'
import { runBulkJob } from '@/lib/actions/bulk/run-bulk-job'
import { saveView } from '@/lib/actions/save-view'
import type { Database } from '@/lib/db/client'
import { describeDatabases } from '@/lib/db/testing'
import { AppError } from '@/lib/errors'
import { rulesFingerprint } from '@/lib/lifecycle/rules-fingerprint'
import { getRuntime } from '@/lib/runtime'
import { provideTestRuntime } from './testing'

const folder = path.resolve(import.meta.dirname, '../../app/api/v1')
const { signal } = new AbortController()
const view = { name: 'Mine', query: '', sort: 'occurredAt', order: 'desc', window: '7d' } as const
const done = { status: 'SUCCESS', result: 1, traceback: null, children: [], name: 'shop.add', args: [1], kwargs: {} }
const failed = {
  ...done,
  status: 'FAILURE',
  result: { exc_type: 'E', exc_message: ['no'], exc_module: 'x' },
  queue: 'celery',
}

type Shop = ReturnType<typeof provideTestRuntime> & { database: Database }
type Handler = ((request: Request, context: { params: Promise<object> }) => Promise<Response>) & {
  deed?: { action: string }
  changesNothing?: boolean
}
/** How a route is asked so that it does something. `after`: what a job still has to do until its line is written. */
type Scenario = { params?: Record<string, string>; body?: object; after?: () => Promise<void> }

const selection = { kind: 'ids' as const, taskIds: ['a'] }
const forget = { kind: 'forget' as const, selection, dryRun: false, archive: false }
const startJob = ({ app }: Shop, archive = false) => createBulkJob(app.bulk, { ...forget, archive })
const dead = { params: { name: 'dead' } }
const job = async (id: Promise<string>): Promise<Scenario> => ({ params: { id: await id } })

const scenarios: Record<string, (shop: Shop) => Promise<Scenario> | Scenario> = {
  'POST /tasks': () => ({ body: { name: 'shop.add', args: '[1]', queue: 'celery' } }),
  'DELETE /tasks/[taskId]': () => ({ params: { taskId: 'a' } }),
  'POST /tasks/[taskId]/retry': () => ({ params: { taskId: 'b' } }),
  'POST /views': () => ({ body: view }),
  'PUT /views/[id]': async (shop) => ({ params: { id: await savedView(shop) }, body: { ...view, name: 'Yours' } }),
  'DELETE /views/[id]': async (shop) => ({ params: { id: await savedView(shop) } }),
  'PATCH /failures/[fingerprint]': async ({ app, database }) => {
    const { fingerprint } = await database.reader.failureGroup.findFirstOrThrow({ where: { appId: app.config.id } })
    return { params: { fingerprint }, body: { status: 'resolved' } }
  },
  'PUT /retention': () => ({ body: { enabled: false, rules: [] } }),
  'POST /sync': () => ({}),
  'POST /storage/lifecycle': () => ({ body: { days: 7, confirmBucket: 'shop', seen: rulesFingerprint([]) } }),
  'POST /bulk': (shop) => ({
    body: forget,
    after: async () => {
      const { id } = await shop.database.reader.bulkJob.findFirstOrThrow({ where: { appId: shop.app.config.id } })
      await runBulkJob(shop.app.bulk, id, signal)
    },
  }),
  'POST /bulk/[id]/pause': (shop) => job(startJob(shop)),
  'POST /bulk/[id]/resume': async (shop) => {
    const id = await startJob(shop)
    await changeBulkJob(shop.app.bulk, id, 'pause')
    return { params: { id } }
  },
  'POST /bulk/[id]/abort': async (shop) => {
    const id = await startJob(shop)
    const begun = { status: 'running', startedMs: 1n }
    await shop.database.write(shop.app.config.id, (tx) => tx.bulkJob.update({ where: { id }, data: begun }))
    return { params: { id } }
  },
  'POST /bulk/[id]/restore': async (shop) => {
    const id = await startJob(shop, true)
    await runBulkJob(shop.app.bulk, id, signal)
    return { params: { id }, after: () => restoreArchived(shop.app.bulk, id, signal) }
  },
  'POST /queues/[name]/sample': () => ({ ...dead, body: {} }),
  'POST /queues/[name]/resend': () => ({ ...dead, body: { messageIds: ['none'] } }),
  'POST /queues/[name]/resend-many': () => ({ ...dead, body: { atMost: 1 } }),
  'POST /queues/[name]/redrive': () => dead,
  'DELETE /queues/[name]/redrive': async ({ broker }) => {
    const queue = await broker.getQueue('dead', signal)
    if (queue) await broker.startRedrive(queue, { perSecond: null }, signal)
    return dead
  },
  'POST /queues/[name]/purge': () => ({ ...dead, body: { confirm: 'dead' } }),
  'DELETE /queues/litter': () => ({ body: { names: ['old.celery.pidbox'] } }),
}

const savedView = async ({ app, database }: Shop) => {
  const parts = { database, appId: app.config.id, now: Date.now, newId: app.actions.newId }
  return (await saveView(parts, view)).id
}

/** Every export of a route that is asked by a method that changes things. */
async function changingRoutes(): Promise<[string, Handler][]> {
  const found: [string, Handler][] = []
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.basename(file) !== 'route.ts') continue
    const handlers: Record<string, Handler> = await import(path.join(folder, file))
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const handler = handlers[method]
      if (handler) found.push([`${method} /${path.dirname(file)}`, handler])
    }
  }
  return found
}

const routes = await changingRoutes()
const changes = routes.filter(([, { changesNothing }]) => !changesNothing)

describe('Routes that change something', () => {
  it('say what they do, and are tried here', () => {
    expect(changes.filter(([, { deed }]) => deed === undefined).map(([name]) => name)).toEqual([])
    expect(changes.map(([name]) => name).sort()).toEqual(Object.keys(scenarios).sort())
  })
})

describeDatabases('The activity log', (databases) => {
  let opened: Promise<Database> | undefined

  async function open(): Promise<Shop> {
    opened ??= databases.open()
    const database = await opened
    const shop = provideTestRuntime(database, {
      forget: { graceSeconds: 0, archive: { prefix: 'archive/', days: 30 } },
    })
    shop.put('a', { ...done, task_id: 'a' })
    shop.put('b', { ...failed, task_id: 'b' })
    shop.broker.addQueue('dead', { messages: [{ body: 'eA==' }] })
    shop.broker.addQueue('celery', { deadLetter: { name: 'dead', maxReceiveCount: 5 } })
    shop.broker.addQueue('old.celery.pidbox')
    await shop.sweep()
    return { ...shop, database }
  }

  async function call(handler: Handler, name: string, { params = {}, body }: Scenario): Promise<Response> {
    const [method] = name.split(' ')
    const text = body === undefined ? undefined : JSON.stringify(body)
    return handler(new Request('http://127.0.0.1:3000/api/v1/x', { method, body: text }), {
      params: Promise.resolve(params),
    })
  }
  const linesOf = ({ app, database }: Shop, action: string) =>
    database.reader.activity.findMany({ where: { appId: app.config.id, action } })

  it.each(changes)('has a line of %s', async (name, handler) => {
    const shop = await open()
    const scenario = await scenarios[name]?.(shop)
    const action = handler.deed?.action ?? ''
    const answer = await call(handler, name, scenario ?? {})
    expect(answer.status, await answer.clone().text()).toBeLessThan(300)
    await scenario?.after?.()
    const lines = await linesOf(shop, action === 'bulk_forget' ? 'forget' : action)
    expect(lines.length).toBe(1)
    // The message that lies there is none of Celery's, and is not sent back.
    expect(lines[0]?.outcome).toBe(action === 'resend' ? 'failed' : 'done')
  })

  it.each(changes)('has a line of %s where it failed, with the reason', async (name, handler) => {
    const shop = await open()
    const scenario = await scenarios[name]?.(shop)
    const repair = await breakAll(shop)
    const answer = await call(handler, name, scenario ?? {})
    repair()
    const action = handler.deed?.action ?? ''
    const lines = await linesOf(shop, action)
    expect(lines.map(({ outcome }) => outcome)).toEqual(['failed'])
    expect(JSON.parse(lines[0]?.details ?? '')).toMatchObject({
      code: expect.any(String),
      why: expect.stringMatching(/\w+ .*\./),
    })
    // What is done queue by queue answers for each of them.
    expect(answer.status).toBeGreaterThanOrEqual(name === 'DELETE /queues/litter' ? 200 : 409)
  })

  it('has none of what was refused because of how it was asked', async () => {
    const shop = await open()
    for (const [name, handler] of changes) {
      const answer = await call(handler, name, {
        params: { id: 'x', name: 'x', taskId: 'x', fingerprint: 'x' },
        body: { no: 1 },
      })
      if (answer.status !== 400) continue
      const lines = await shop.database.reader.activity.findMany({
        where: { appId: shop.app.config.id, outcome: 'failed' },
      })
      expect([name, lines.map(({ action }) => action)]).toEqual([
        name,
        expect.not.arrayContaining([handler.deed?.action]),
      ])
    }
  })
})

/** From now on no write, no delete and no queue works; the log itself does. */
async function breakAll({ app, database }: Shop): Promise<() => void> {
  const runtime = await getRuntime()
  const kept = { ...app }
  const denied = () => Promise.reject(new AppError('access_denied', 'Could not do it: access was denied.'))
  const broken = { ...database, write: () => Promise.reject(new Error('A fault of ours.')) }
  const store = { ...app.store, get: denied, delete: denied, copy: denied, replaceLifecycle: denied }
  const broker = app.broker && {
    ...app.broker,
    ...{ getQueue: denied, send: denied, borrow: denied, deleteQueue: denied, startRedrive: denied, purge: denied },
  }
  const index = { ...app.index, saveSyncState: denied }
  const actions = { ...app.actions, store, broker, index }
  runtime.database = broken
  Object.assign(app, { store, broker, index, actions, bulk: { ...app.bulk, store, broker, database: broken } })
  return () => {
    runtime.database = database
    Object.assign(app, kept)
  }
}
