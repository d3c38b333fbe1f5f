import type { SyncStatusBody } from '@/lib/contract/sync'
import { requestCost } from '@/lib/cost/request-cost'
import type { Database } from '@/lib/db/client'
import type { SyncStatus, TaskIndex } from '@/lib/sync/index-port'
import { countUnfinished } from './count-tasks'
import { iso, isoOrNull } from './task-summary'

export type SyncSubject = { appId: string; index: TaskIndex; region: string | null }

/** Where the sync stands and what watching has cost. Read from the database, because another process may be sweeping. */
export async function getSyncStatus(
  database: Database,
  { appId, index, region }: SyncSubject,
  nowMs: number,
): Promise<SyncStatusBody> {
  const today = iso(nowMs).slice(0, 10)
  const monthAgo = iso(nowMs - 29 * 86_400_000).slice(0, 10)
  const [state, tasks, groups, unfinished, unreadable, counts] = await Promise.all([
    index.getSyncState(),
    database.reader.storedBucket.aggregate({ where: { appId }, _sum: { objects: true } }),
    database.reader.groupResult.count({ where: { appId } }),
    countUnfinished(database, appId),
    database.reader.storedBucket.aggregate({ where: { appId, state: 'UNREADABLE' }, _sum: { objects: true } }),
    database.reader.requestCount.findMany({ where: { appId, day: { gte: monthAgo } }, orderBy: { operation: 'asc' } }),
  ])
  const { running, last, trouble } = state.status
  const alive = state.leaseHolder !== null && state.leaseUntilMs > nowMs
  return {
    state: !alive ? 'off' : trouble ? 'failing' : running ? 'sweeping' : 'waiting',
    completeTo: isoOrNull(state.completeToMs),
    running: running && runningOf(running),
    last: last && lastOf(last),
    nextSweepAt: isoOrNull(state.nextSweepMs),
    trouble: trouble && {
      at: iso(trouble.atMs),
      code: trouble.code,
      message: trouble.message,
      consecutive: trouble.consecutive,
    },
    indexed: {
      tasks: tasks._sum.objects ?? 0,
      unfinished: unfinished.count,
      unfinishedExact: unfinished.exact,
      unreadable: unreadable._sum.objects ?? 0,
      groups,
    },
    spending: spendingOf(counts, today, region),
  }
}

function runningOf({ startedMs, ...counters }: NonNullable<SyncStatus['running']>): SyncStatusBody['running'] {
  return { ...counters, startedAt: iso(startedMs) }
}

function lastOf({ startedMs, finishedMs, ...counters }: NonNullable<SyncStatus['last']>): SyncStatusBody['last'] {
  return { ...counters, startedAt: iso(startedMs), finishedAt: iso(finishedMs) }
}

type CountRow = { day: string; operation: string; count: number; retried: number }

/** A request sent again is billed again. */
function spendingOf(rows: CountRow[], today: string, region: string | null): SyncStatusBody['spending'] {
  const month = requestCost(sumByOperation(rows), region)
  const day = requestCost(sumByOperation(rows.filter((row) => row.day === today)), region)
  return {
    operations: month.operations.map(({ operation, count, retried, dollars }) => ({
      operation,
      count,
      retried,
      dollars,
    })),
    dollarsToday: day.dollars,
    dollarsLast30Days: month.dollars,
    basis: month.basis,
  }
}

function sumByOperation(rows: CountRow[]) {
  const sums = new Map<string, { operation: string; count: number; retried: number }>()
  for (const { operation, count, retried } of rows) {
    const sum = sums.get(operation) ?? { operation, count: 0, retried: 0 }
    sum.count += count + retried
    sum.retried += retried
    sums.set(operation, sum)
  }
  return [...sums.values()]
}
