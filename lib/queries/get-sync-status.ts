import type { SyncStatusBody } from '@/lib/contract/sync'
import { requestCost } from '@/lib/cost/request-cost'
import { listRequestsFor } from '@/lib/cost/sweep-pace'
import type { Database } from '@/lib/db/client'
import { areLive } from '@/lib/sync/event-health'
import type { InventoryStatus, SyncStatus, TaskIndex } from '@/lib/sync/index-port'
import { countUnfinished } from './count-tasks'
import { getEventStatus } from './get-event-status'
import { type PaceSubject, syncPace } from './sync-pace'
import { iso, isoOrNull } from './task-summary'

/** S3 sends most events within a second or two; a minute is rare, and no promise either. */
const eventDelaySeconds = 2

export type SyncSubject = PaceSubject & { appId: string; index: TaskIndex; eventQueue: string | null }

/** Where the sync stands and what watching has cost. Read from the database, because another process may be sweeping. */
export async function getSyncStatus(database: Database, subject: SyncSubject, nowMs: number): Promise<SyncStatusBody> {
  const { appId, index, region, eventQueue } = subject
  const today = iso(nowMs).slice(0, 10)
  const monthAgo = iso(nowMs - 29 * 86_400_000).slice(0, 10)
  const [state, events, tasks, groups, unfinished, unreadable, counts] = await Promise.all([
    index.getSyncState(),
    index.getEventState(),
    database.reader.storedBucket.aggregate({ where: { appId }, _sum: { objects: true } }),
    database.reader.groupResult.count({ where: { appId } }),
    countUnfinished(database, appId),
    database.reader.storedBucket.aggregate({ where: { appId, state: 'UNREADABLE' }, _sum: { objects: true } }),
    database.reader.requestCount.findMany({ where: { appId, day: { gte: monthAgo } }, orderBy: { operation: 'asc' } }),
  ])
  const { running, last, trouble, inventory } = state.status
  const live = eventQueue !== null && areLive(events, nowMs)
  const alive = state.leaseHolder !== null && state.leaseUntilMs > nowMs
  return {
    state: !alive ? 'off' : trouble ? 'failing' : running ? 'sweeping' : 'waiting',
    completeTo: isoOrNull(completeTo(state.completeToMs, eventQueue === null ? null : events.completeToMs)),
    running: running && runningOf(running),
    last: last && lastOf(last),
    nextSweepAt: isoOrNull(state.nextSweepMs),
    trouble: trouble && {
      at: iso(trouble.atMs),
      code: trouble.code,
      message: trouble.message,
      consecutive: trouble.consecutive,
    },
    inventory: inventory ? inventoryOf(inventory, alive && running !== null) : null,
    pace: paceOf(subject, state.status, tasks._sum.objects ?? 0, live),
    events: eventQueue === null ? null : await getEventStatus(database, { appId, queue: eventQueue }, events, nowMs),
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

/** What the last sweep needed is exact; before the first one, what is indexed is the best guess. */
function paceOf(subject: SyncSubject, { last }: SyncStatus, objects: number, live: boolean): SyncStatusBody['pace'] {
  const pace = syncPace(subject, last?.listRequests ?? listRequestsFor(objects), live)
  const sweepSeconds = last ? (last.finishedMs - last.startedMs) / 1000 : 0
  return {
    ...pace,
    budgetDollars: subject.sync.budgetDollars,
    delaySeconds: live ? eventDelaySeconds : pace.intervalSeconds + sweepSeconds,
  }
}

/** Events tell what is new. Of what lay there before them, only a sweep can say that it is complete. */
function completeTo(sweptMs: number | null, eventsMs: number | null): number | null {
  return sweptMs === null || eventsMs === null ? sweptMs : Math.max(sweptMs, eventsMs)
}

function runningOf({ startedMs, ...counters }: NonNullable<SyncStatus['running']>): SyncStatusBody['running'] {
  return { ...counters, startedAt: iso(startedMs) }
}

function inventoryOf(
  { takenMs, startedMs, endedMs, ...counts }: InventoryStatus,
  isSyncing: boolean,
): NonNullable<SyncStatusBody['inventory']> {
  const state = endedMs === null ? (isSyncing ? 'reading' : 'stopped') : counts.problem ? 'failed' : 'done'
  return { ...counts, state, takenAt: isoOrNull(takenMs), startedAt: iso(startedMs), endedAt: isoOrNull(endedMs) }
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
