import { failureListQuery } from '@/lib/contract/failures'
import type { TypeDetail } from '@/lib/contract/types'
import { unnamedType, type WindowName } from '@/lib/contract/values'
import { standardStorageCost } from '@/lib/cost/storage-cost'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { fillBuckets, planBuckets } from '@/lib/stats/buckets'
import type { Prisma } from '@/prisma/generated/sqlite/client'
import { listFailures } from './list-failures'
import { readTypes, type TypesSubject } from './list-types'
import { iso, summaryColumns, toTaskSummary } from './task-summary'
import { runtimesByBucket } from './type-sums'

const shown = 10

/** One task type in a window. `name`: as stored, or unnamedType. Throws `not_found` for one that was never seen. */
export async function getType(
  database: Database,
  subject: TypesSubject,
  name: string,
  window: WindowName,
  nowMs: number,
): Promise<TypeDetail> {
  const { reader } = database
  const { appId, region } = subject
  const stored = name === unnamedType ? '' : name
  const plan = planBuckets(window, nowMs)
  const [summary] = await readTypes(database, subject, plan, stored)
  if (!summary) throw new AppError('not_found', `No task of the type "${name.slice(0, 200)}" has stored a result yet.`)
  const where: Prisma.TaskWhereInput = { appId, name: summary.name }
  const list = async (orderBy: Prisma.TaskOrderByWithRelationInput[], more: Prisma.TaskWhereInput = {}) => {
    const rows = await reader.task.findMany({
      select: summaryColumns,
      where: { ...where, ...more },
      orderBy,
      take: shown,
    })
    return rows.map(toTaskSummary)
  }
  const failureQuery = failureListQuery.parse({ window, type: name, sort: 'frequent', limit: shown })
  const [history, runtimes, failures, largest, slowest, recent] = await Promise.all([
    reader.historyBucket.groupBy({
      by: ['startMs', 'state'],
      where: {
        appId,
        name: stored,
        widthSeconds: plan.sourceSeconds,
        startMs: { gte: BigInt(plan.fromMs), lt: BigInt(plan.toMs) },
      },
      _sum: { count: true },
    }),
    runtimesByBucket(database, appId, stored, plan),
    listFailures(database, appId, failureQuery, nowMs),
    list([{ sizeBytes: 'desc' }, { key: 'desc' }]),
    list([{ runtimeMs: 'desc' }, { key: 'desc' }], { runtimeMs: { gte: 0n } }),
    list([{ occurredMs: 'desc' }, { key: 'desc' }]),
  ])
  const rows = history.map(({ startMs, state, _sum }) => ({ startMs: Number(startMs), state, count: _sum.count ?? 0 }))
  return {
    ...summary,
    window,
    from: iso(plan.fromMs),
    to: iso(plan.toMs),
    bucketSeconds: plan.bucketSeconds,
    basis: standardStorageCost(0, region).basis,
    series: fillBuckets(plan, rows).map(({ atMs, counts, partial }, at) => ({
      at: iso(atMs),
      counts,
      runtime: runtimes[at] ?? null,
      partial,
    })),
    failures: failures.items.map(({ fingerprint, exceptionType, pattern, count, lastSeen }) => ({
      fingerprint,
      exceptionType,
      pattern,
      count,
      lastSeen,
    })),
    largest,
    slowest,
    recent,
  }
}
