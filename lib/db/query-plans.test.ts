import { beforeAll, expect, it } from 'vitest'
import { failureListQuery } from '@/lib/contract/failures'
import { type TaskListQuery, taskListQuery } from '@/lib/contract/tasks'
import { failureMatrix } from '@/lib/queries/failure-matrix'
import { getFailure } from '@/lib/queries/get-failure'
import { getOverview } from '@/lib/queries/get-overview'
import { getType } from '@/lib/queries/get-type'
import { getWorker } from '@/lib/queries/get-worker'
import { listFailures } from '@/lib/queries/list-failures'
import { listTasks } from '@/lib/queries/list-tasks'
import { listTypes } from '@/lib/queries/list-types'
import { listWorkers } from '@/lib/queries/list-workers'
import { subject } from '@/lib/queries/testing'
import { getUnfinished } from '@/lib/queries/unfinished'
import type { Database } from './client'
import { openTaskIndex } from './task-index'
import { describeDatabases } from './testing'
import { explainReads, type Plan } from './testing-plans'
import { batch, noonMs, taskRow } from './testing-rows'

const minuteMs = 60_000
/** Of fewer, PostgreSQL would rather read them all than follow an index to some of them. */
const rows = 12_000
const window = { from: new Date(noonMs - 1000 * minuteMs).toISOString() }

/** What a person may look at, and the index that holds it in the order of the list. */
const lists: [string, Partial<Record<keyof TaskListQuery, unknown>>, string][] = [
  ['everything', {}, 'task_appId_occurredMs_key_idx'],
  ['a window', window, 'task_appId_occurredMs_key_idx'],
  ['a state', { state: ['FAILURE'] }, 'task_appId_state_occurredMs_key_idx'],
  ['a state in a window', { state: ['FAILURE'], ...window }, 'task_appId_state_occurredMs_key_idx'],
  ['a name', { name: ['app.n3'] }, 'task_appId_name_'],
  ['a name in a window', { name: ['app.n3'], ...window }, 'task_appId_name_'],
  ['a queue', { queue: 'q3' }, 'task_appId_queue_occurredMs_key_idx'],
  ['a worker', { worker: 'w3' }, 'task_appId_worker_occurredMs_key_idx'],
  ['an exception', { exception: 'E0' }, 'task_appId_exceptionType_occurredMs_key_idx'],
  ['a group', { groupId: 'g3' }, 'task_appId_groupId_occurredMs_key_idx'],
  ['by size', { sort: 'sizeBytes' }, 'task_appId_sizeBytes_key_idx'],
]

describeDatabases('Query plans', (databases) => {
  let url: string
  let database: Database

  beforeAll(async () => {
    url = await databases.freshUrl()
    database = await databases.open(url)
    const index = openTaskIndex(database, 'app')
    const tasks = Array.from({ length: rows }, (_, number) => {
      const failed = number % 10 === 0
      return taskRow({
        taskId: `t${(number * 7919) % rows}`,
        state: failed ? 'FAILURE' : 'SUCCESS',
        name: `app.n${number % 25}`,
        queue: `q${number % 10}`,
        worker: `w${number % 20}`,
        exceptionType: failed ? `E${number % 7}` : null,
        failure: failed ? { fingerprint: `f${number % 7}`, pattern: '', frame: null, traceback: null } : null,
        groupId: number % 5 === 0 ? `g${number % 15}` : null,
        sizeBytes: 200 + (number % 900),
        searchText: number % 100 === 0 ? `t${number} common words` : `t${number}`,
        dateDoneMs: noonMs - number * minuteMs,
      })
    })
    for (let from = 0; from < tasks.length; from += 1000) {
      await index.apply(batch({ tasks: tasks.slice(from, from + 1000) }))
    }
    // PostgreSQL does this by itself after a while; SQLite has its statistics from the migration.
    if (databases.kind === 'postgresql') await database.write('app', (tx) => tx.$executeRaw`ANALYZE`)
  }, 120_000)

  const expectIndex = (plans: Plan[], index: string) => {
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) {
      expect(plan, plan.sql).toMatchObject({ indexes: [expect.stringContaining(index)], scansTable: false })
      // Of few rows, behind a limit, all are read and put in order.
      if (!/AS "part"/.test(plan.sql)) expect(plan, plan.sql).toMatchObject({ sortsEverything: false })
    }
  }

  for (const [title, filter, index] of lists) {
    it(`read the list of ${title} along its index, page by page both ways`, async () => {
      const page = async (cursor?: string | null) => {
        const query = taskListQuery.parse({ ...filter, limit: 20, cursor: cursor ?? undefined })
        const plans = await explainReads(databases.kind, url, database, (recorded) =>
          listTasks(recorded, subject('app'), query),
        )
        expectIndex(
          plans.filter(({ sql }) => /LIMIT/.test(sql) && /exceptionMessage/.test(sql)),
          index,
        )
        return listTasks(database, subject('app'), query)
      }
      const first = await page()
      const second = await page(first.next)
      await page(second.next)
      await page(second.prev)
    })
  }

  it('look single tasks up by their id', async () => {
    const query = taskListQuery.parse({ id: ['t1', 't2', 't3', 'never'] })
    const plans = await explainReads(databases.kind, url, database, (recorded) =>
      listTasks(recorded, subject('app'), query),
    )
    for (const plan of plans) {
      expect(plan, plan.sql).toMatchObject({ scansTable: false })
      for (const index of plan.indexes) expect(index, plan.sql).toBe('task_appId_taskId_idx')
    }
  })

  it.each([
    'state:FAILURE type:app.n* worker:w3',
    'exc:E* retries:>0',
    'retries:>0',
    'common',
    'common state:FAILURE -queue:q3',
    '"common words" finished:<7d',
    'size:>1kB runtime:>30s',
    'state:FAILURE OR worker:w3 OR group:g3',
    'id:t12*',
    'is:unfinished',
    'is:lost',
    'is:unnamed',
    '-state:SUCCESS size:<100kB',
    'type:app.n1,app.n2,app.n3',
  ])('search %s without reading the whole table', async (q) => {
    // Of the few rows here, PostgreSQL would rather read all than look 600 up; that is right, and not to be tested.
    const sorts = q.includes('common') ? ['occurredAt'] : ['occurredAt', 'sizeBytes', 'runtimeSeconds']
    for (const sort of sorts) {
      const query = taskListQuery.parse({ q, sort, limit: 20 })
      const plans = await explainReads(databases.kind, url, database, (recorded) =>
        listTasks(recorded, subject('app'), query),
      )
      expect(plans.length).toBeGreaterThan(0)
      for (const plan of plans) {
        // PostgreSQL counts up to a limit in the table itself where nearly every row counts.
        if (!/SELECT 1 FROM "task" WHERE .* LIMIT/.test(plan.sql))
          expect(plan, plan.sql).toMatchObject({ scansTable: false })
        // What is put in order has been limited before.
        if (plan.sortsEverything) expect(plan.sql).toMatch(/AS "(?:part|found)"|UNION/)
      }
    }
  })

  it('find what is unfinished and what is failing', async () => {
    const toMs = noonMs + minuteMs
    const plans = await explainReads(databases.kind, url, database, async (recorded) => {
      await getUnfinished(recorded, 'app', null, toMs)
      await listFailures(recorded, 'app', failureListQuery.parse({ window: '7d' }), toMs)
      await failureMatrix(recorded, 'app', toMs)
      await getFailure(recorded, 'app', 'f1', '7d', toMs)
      await openTaskIndex(recorded, 'app').listUnfinished(100, toMs, noonMs)
      await openTaskIndex(recorded, 'app').listEntries(
        { prefix: 'celery-task-meta-', after: 'celery-task-meta-t3' },
        100,
      )
    })
    expect(plans.length).toBeGreaterThanOrEqual(5)
    for (const plan of plans) expect(plan, plan.sql).toMatchObject({ scansTable: false })
  })

  it('add up types, workers and the overview from roll-ups, and look at few tasks beside them', async () => {
    const toMs = noonMs + minuteMs
    const about = { appId: 'app', region: null, hasBroker: true, visibilityTimeoutSeconds: 1800 }
    const plans = await explainReads(databases.kind, url, database, async (recorded) => {
      for (const window of ['1h', '90d'] as const) {
        await getOverview(recorded, about, window, toMs)
        await listTypes(recorded, about, window, toMs)
        await getType(recorded, about, 'app.n3', window, toMs)
        await listWorkers(recorded, about, window, toMs)
        await getWorker(recorded, 'app', 'w3', window, toMs)
      }
    })
    expect(plans.length).toBeGreaterThanOrEqual(10)
    for (const plan of plans) expect(plan, plan.sql).toMatchObject({ scansTable: false })
  })
})
