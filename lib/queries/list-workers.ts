import type { WindowName } from '@/lib/contract/values'
import type { WorkerList } from '@/lib/contract/workers'
import type { Database } from '@/lib/db/client'
import { planBuckets } from '@/lib/stats/buckets'
import { grouped } from './grouped'
import { listPossiblyLost } from './list-possibly-lost'
import { countStarted } from './started-tasks'
import { iso } from './task-summary'
import { describeWorker, loadWorkerRows } from './worker-history'

const most = 500

export type WorkersSubject = { appId: string; visibilityTimeoutSeconds: number | null }

/** The workers that results name, who wrote last first, and the tasks that may be lost. */
export async function listWorkers(
  database: Database,
  { appId, visibilityTimeoutSeconds }: WorkersSubject,
  window: WindowName,
  nowMs: number,
): Promise<WorkerList> {
  const plan = planBuckets(window, nowMs)
  const [seen, rows, started, possiblyLost] = await Promise.all([
    database.reader.dimension.findMany({
      where: { appId, kind: 'worker' },
      orderBy: [{ lastSeenMs: 'desc' }, { value: 'asc' }],
      take: most + 1,
    }),
    loadWorkerRows(database, appId, plan),
    countStarted(database, appId),
    listPossiblyLost(database, appId, visibilityTimeoutSeconds, nowMs),
  ])
  const [now, before] = [rows.now, rows.before].map((some) => grouped(some, ({ worker }) => worker))
  return {
    window,
    from: iso(plan.fromMs),
    to: iso(plan.toMs),
    bucketSeconds: plan.bucketSeconds,
    items: seen.slice(0, most).map((row) => {
      const own = { now: now?.get(row.value) ?? [], before: before?.get(row.value) ?? [] }
      return describeWorker(row, own, plan, started(row.value))
    }),
    more: seen.length > most,
    possiblyLost,
    named: rows.now.length > 0,
  }
}
