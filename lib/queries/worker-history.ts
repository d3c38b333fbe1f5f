import type { Worker } from '@/lib/contract/workers'
import type { Database } from '@/lib/db/client'
import type { BucketPlan, StateCount } from '@/lib/stats/buckets'
import { failureRate } from '@/lib/stats/failure-rate'
import { grouped } from './grouped'
import { iso } from './task-summary'

export type WorkerRow = { worker: string; startMs: number; state: string; count: number }

/** What workers wrote in the window of a plan and in the one before, from the roll-ups; of one worker, or of all. */
export async function loadWorkerRows(
  { reader }: Database,
  appId: string,
  plan: BucketPlan,
  worker?: string,
): Promise<{ now: WorkerRow[]; before: WorkerRow[] }> {
  const rows = await reader.workerBucket.findMany({
    select: { worker: true, startMs: true, state: true, count: true },
    where: {
      appId,
      widthSeconds: plan.sourceSeconds,
      startMs: { gte: BigInt(plan.previousFromMs), lt: BigInt(plan.toMs) },
      ...(worker === undefined ? {} : { worker }),
    },
  })
  const all = rows.map((row) => ({ ...row, startMs: Number(row.startMs) }))
  return {
    now: all.filter(({ startMs }) => startMs >= plan.fromMs),
    before: all.filter(({ startMs }) => startMs < plan.fromMs),
  }
}

/** The figures of one worker out of its rows; `seen` as the dimension table has it. */
export function describeWorker(
  seen: { value: string; firstSeenMs: bigint; lastSeenMs: bigint },
  rows: { now: WorkerRow[]; before: WorkerRow[] },
  plan: BucketPlan,
  started: Worker['started'],
): Worker {
  const states = sumStates(rows.now)
  return {
    worker: seen.value,
    firstSeen: iso(seen.firstSeenMs),
    lastWrote: iso(seen.lastSeenMs),
    states,
    ...failureRate(states),
    previous: failureRate(sumStates(rows.before)),
    sparkline: sparklineOf(rows.now, plan),
    started,
  }
}

function sumStates(rows: WorkerRow[]): StateCount[] {
  return [...grouped(rows, ({ state }) => state)]
    .map(([state, some]) => ({ state, count: some.reduce((sum, { count }) => sum + count, 0) }))
    .sort((a, b) => b.count - a.count || (a.state < b.state ? -1 : 1))
}

function sparklineOf(rows: WorkerRow[], plan: BucketPlan): Worker['sparkline'] {
  const width = plan.bucketSeconds * 1000
  const buckets = grouped(rows, ({ startMs }) => String(Math.floor((startMs - plan.fromMs) / width)))
  return plan.starts.map((atMs, index) => {
    const { finished, failed } = failureRate(buckets.get(String(index)) ?? [])
    return { at: iso(atMs), finished, failed }
  })
}
