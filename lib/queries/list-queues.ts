import type { Queue, QueueList } from '@/lib/contract/queues'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { drainEstimate } from '@/lib/stats/drain-estimate'
import { loadQueueHistory } from './queue-history'
import { iso } from './task-summary'

const paceMinutes = 15

/** All watched queues with their last depth and a day of history. Reads the index only; SQS is asked by the sampler. */
export async function listQueues(database: Database, appId: string, nowMs: number): Promise<QueueList> {
  const rows = await database.reader.queue.findMany({ where: { appId }, orderBy: { name: 'asc' } })
  const [histories, paces] = await Promise.all([
    loadQueueHistory(
      database,
      appId,
      rows.map(({ name }) => name),
      nowMs,
    ),
    loadPaces(database, appId, nowMs),
  ])
  const visible = new Map(rows.map((row) => [row.name, row.visible]))
  const items = rows.map((row): Queue => {
    const history = histories.get(row.name) ?? []
    const finishedPerMinute = paces.get(row.name) ?? null
    return {
      name: row.name,
      fifo: row.fifo,
      visible: row.visible,
      inFlight: row.inFlight,
      delayed: row.delayed,
      deadLetter:
        row.deadLetterName === null
          ? null
          : { name: row.deadLetterName, visible: visible.get(row.deadLetterName) ?? null },
      deadLetterOf: rows.filter((other) => other.deadLetterName === row.name).map((other) => other.name),
      maxReceiveCount: row.maxReceiveCount,
      retentionSeconds: row.retentionSeconds,
      visibilityTimeoutSeconds: row.visibilityTimeoutSeconds,
      sampledAt: iso(row.sampledMs),
      history: history.map(({ atMs, ...depth }) => ({ at: iso(atMs), ...depth })),
      finishedPerMinute,
      drainSeconds: drainEstimate(history, finishedPerMinute),
      problem: row.problem,
    }
  })
  return { items }
}

/** Throws `not_found` for a queue that is not watched. */
export async function getQueue(database: Database, appId: string, name: string, nowMs: number): Promise<Queue> {
  const { items } = await listQueues(database, appId, nowMs)
  const queue = items.find((item) => item.name === name)
  if (queue) return queue
  const known = items.map((item) => item.name).join(', ') || 'none yet'
  throw new AppError('not_found', `No queue "${name}" is watched. Watched: ${known}.`)
}

/** Tasks finished per minute by queue over the last whole minutes, from the minute roll-ups. */
async function loadPaces(database: Database, appId: string, nowMs: number): Promise<Map<string, number>> {
  const toMs = Math.floor(nowMs / 60_000) * 60_000
  const sums = await database.reader.historyBucket.groupBy({
    by: ['queue'],
    where: {
      appId,
      widthSeconds: 60,
      startMs: { gte: BigInt(toMs - paceMinutes * 60_000), lt: BigInt(toMs) },
      state: { in: ['SUCCESS', 'FAILURE', 'REVOKED'] },
    },
    _sum: { count: true },
  })
  return new Map(sums.map(({ queue, _sum }) => [queue, (_sum.count ?? 0) / paceMinutes]))
}
