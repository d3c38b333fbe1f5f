import type { TaskSummary } from '@/lib/contract/tasks'
import type { WindowName } from '@/lib/contract/values'
import type { WorkerDetail } from '@/lib/contract/workers'
import type { Database } from '@/lib/db/client'
import { isStorable } from '@/lib/db/storable'
import { AppError } from '@/lib/errors'
import { fillBuckets, planBuckets } from '@/lib/stats/buckets'
import { countStarted, listStarted } from './started-tasks'
import { iso, summaryColumns, toTaskSummary } from './task-summary'
import { describeWorker, loadWorkerRows } from './worker-history'

/** Newest tasks of a worker that are looked through for failures. */
const lookedThrough = 2_000
const shown = { started: 50, failures: 5, recent: 10 }

/** One worker as its results show it. Throws `not_found` for a name no result has. */
export async function getWorker(
  database: Database,
  appId: string,
  worker: string,
  window: WindowName,
  nowMs: number,
): Promise<WorkerDetail> {
  const seen = isStorable(worker)
    ? await database.reader.dimension.findUnique({
        where: { appId_kind_value: { appId, kind: 'worker', value: worker } },
      })
    : null
  if (!seen) throw new AppError('not_found', 'No result in the index names a worker like this.')
  const plan = planBuckets(window, nowMs)
  const [rows, started, startedTasks, latestFailures, recent] = await Promise.all([
    loadWorkerRows(database, appId, plan, worker),
    countStarted(database, appId),
    listStarted(database, appId, worker, shown.started),
    listFailures(database, appId, worker),
    database.reader.task.findMany({
      select: summaryColumns,
      where: { appId, worker },
      orderBy: [{ occurredMs: 'desc' }, { key: 'desc' }],
      take: shown.recent,
    }),
  ])
  const series = fillBuckets(plan, rows.now)
  return {
    ...describeWorker(seen, rows, plan, started(worker)),
    window,
    from: iso(plan.fromMs),
    to: iso(plan.toMs),
    bucketSeconds: plan.bucketSeconds,
    series: series.map(({ atMs, counts, partial }) => ({ at: iso(atMs), counts, partial })),
    startedTasks,
    latestFailures,
    recent: recent.map(toTaskSummary),
  }
}

/** A worker that never fails must not cost a walk through all it ever did. */
async function listFailures(database: Database, appId: string, worker: string): Promise<TaskSummary[]> {
  const keys = await database.reader.$queryRaw<{ key: string }[]>`
    SELECT "key" FROM (
      SELECT "key", "state", "occurredMs" FROM "task" WHERE "appId" = ${appId} AND "worker" = ${worker}
      ORDER BY "occurredMs" DESC, "key" DESC LIMIT ${lookedThrough}
    ) AS "some" WHERE "state" = 'FAILURE' ORDER BY "occurredMs" DESC, "key" DESC LIMIT ${shown.failures}`
  const rows = await database.reader.task.findMany({
    select: summaryColumns,
    where: { appId, key: { in: keys.map(({ key }) => key) } },
    orderBy: [{ occurredMs: 'desc' }, { key: 'desc' }],
  })
  return rows.map(toTaskSummary)
}
