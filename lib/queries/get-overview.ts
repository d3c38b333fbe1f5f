import { failureListQuery } from '@/lib/contract/failures'
import type { Overview } from '@/lib/contract/overview'
import type { WindowName } from '@/lib/contract/values'
import { storageCost } from '@/lib/cost/storage-cost'
import type { Database } from '@/lib/db/client'
import { groupTotals } from '@/lib/db/group-totals'
import { fillBuckets, planBuckets } from '@/lib/stats/buckets'
import { failureRate } from '@/lib/stats/failure-rate'
import { listFailures } from './list-failures'
import { listQueues } from './list-queues'
import { iso, summaryColumns, toTaskSummary } from './task-summary'
import { getUnfinished } from './unfinished'

const failingNow = { status: ['open', 'regressed'], sort: 'frequent', limit: 8 }

export type OverviewSubject = {
  appId: string
  region: string | null
  hasBroker: boolean
  visibilityTimeoutSeconds: number | null
}

/** What is failing, what is waiting, how much is stored. Figures come from roll-ups; lists are five rows by index. */
export async function getOverview(
  database: Database,
  subject: OverviewSubject,
  window: WindowName,
  nowMs: number,
): Promise<Overview> {
  const { appId } = subject
  const plan = planBuckets(window, nowMs)
  const [rows, previousRows, stored, groups, unfinished, failing, latest, queues] = await Promise.all([
    sumHistory(database, appId, plan.sourceSeconds, plan.fromMs, plan.toMs),
    sumHistory(database, appId, plan.sourceSeconds, plan.previousFromMs, plan.fromMs),
    database.reader.storedTotal.groupBy({
      by: ['storageClass'],
      where: { appId },
      _sum: { objects: true, bytes: true, smallObjects: true, smallBytes: true },
    }),
    groupTotals(database.reader, appId),
    getUnfinished(database, appId, subject.visibilityTimeoutSeconds, nowMs),
    listFailures(database, appId, failureListQuery.parse({ window, ...failingNow }), nowMs),
    database.reader.task.findMany({
      select: summaryColumns,
      where: { appId, state: 'FAILURE' },
      orderBy: [{ occurredMs: 'desc' }, { key: 'desc' }],
      take: 5,
    }),
    listQueues(database, appId, nowMs),
  ])
  const sources = queues.items.filter((queue) => queue.deadLetterOf.length === 0)
  const states = countStates(rows)
  const tasks = stored.map(({ storageClass, _sum }) => ({
    storageClass,
    objects: _sum.objects ?? 0,
    bytes: Number(_sum.bytes ?? 0n),
    smallObjects: _sum.smallObjects ?? 0,
    smallBytes: Number(_sum.smallBytes ?? 0n),
  }))
  const classes = [...tasks, ...groups]
  const objects = classes.reduce((sum, some) => sum + some.objects, 0)
  const bytes = classes.reduce((sum, some) => sum + some.bytes, 0)
  const cost = storageCost(classes, subject.region)
  return {
    window,
    from: iso(plan.fromMs),
    to: iso(plan.toMs),
    bucketSeconds: plan.bucketSeconds,
    ...failureRate(states),
    previous: failureRate(countStates(previousRows)),
    states,
    series: fillBuckets(plan, rows).map(({ atMs, counts, partial }) => ({ at: iso(atMs), counts, partial })),
    unfinished,
    waiting: subject.hasBroker
      ? { visible: sources.reduce((sum, queue) => sum + queue.visible, 0), queues: sources.length }
      : null,
    stored: { objects, bytes, dollarsPerMonth: cost.dollarsPerMonth, basis: cost.basis },
    failing: failing.items,
    latestFailures: latest.map(toTaskSummary),
    queues: queues.items,
  }
}

type HistoryRow = { startMs: number; state: string; count: number }

async function sumHistory(
  database: Database,
  appId: string,
  widthSeconds: number,
  fromMs: number,
  toMs: number,
): Promise<HistoryRow[]> {
  const sums = await database.reader.historyBucket.groupBy({
    by: ['startMs', 'state'],
    where: { appId, widthSeconds, startMs: { gte: BigInt(fromMs), lt: BigInt(toMs) } },
    _sum: { count: true },
  })
  return sums.map(({ startMs, state, _sum }) => ({ startMs: Number(startMs), state, count: _sum.count ?? 0 }))
}

function countStates(rows: HistoryRow[]): { state: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { state, count } of rows) counts.set(state, (counts.get(state) ?? 0) + count)
  return [...counts].map(([state, count]) => ({ state, count })).sort((a, b) => b.count - a.count)
}
