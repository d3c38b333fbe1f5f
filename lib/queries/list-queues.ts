import type { Queue, QueueList } from '@/lib/contract/queues'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { drainEstimate } from '@/lib/stats/drain-estimate'
import { iso } from './task-summary'

const dayMs = 86_400_000
const paceMinutes = 15
/** A chart of one day needs no more points than it has pixels. */
const historyPoints = 288

/** All watched queues with their last depth and a day of history. Reads the index only; SQS is asked by the sampler. */
export async function listQueues(database: Database, appId: string, nowMs: number): Promise<QueueList> {
  const rows = await database.reader.queue.findMany({ where: { appId }, orderBy: { name: 'asc' } })
  const [histories, paces] = await Promise.all([
    loadHistories(database, appId, nowMs),
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
      history: thin(history).map(({ atMs, ...depth }) => ({ at: iso(atMs), ...depth })),
      finishedPerMinute,
      drainSeconds: drainEstimate(history, finishedPerMinute),
      problem: row.problem,
    }
  })
  return { items }
}

/** Throws `no_such_queue` for a queue that is not watched. */
export async function getQueue(database: Database, appId: string, name: string, nowMs: number): Promise<Queue> {
  const { items } = await listQueues(database, appId, nowMs)
  const queue = items.find((item) => item.name === name)
  if (queue) return queue
  const known = items.map((item) => item.name).join(', ') || 'none yet'
  throw new AppError('not_found', `No queue "${name}" is watched. Watched: ${known}.`)
}

async function loadHistories(database: Database, appId: string, nowMs: number) {
  const samples = await database.reader.queueSample.findMany({
    where: { appId, sampledMs: { gte: BigInt(nowMs - dayMs) } },
    orderBy: { sampledMs: 'asc' },
  })
  const byQueue = new Map<string, { atMs: number; visible: number; inFlight: number; delayed: number }[]>()
  for (const { name, sampledMs, visible, inFlight, delayed } of samples) {
    const history = byQueue.get(name) ?? []
    history.push({ atMs: Number(sampledMs), visible, inFlight, delayed })
    byQueue.set(name, history)
  }
  return byQueue
}

/** Keeps evenly spaced samples and always the newest one. */
function thin<T>(history: T[]): T[] {
  const step = Math.ceil(history.length / historyPoints)
  return step <= 1 ? history : history.filter((_, index) => (history.length - 1 - index) % step === 0)
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
