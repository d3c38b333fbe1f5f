import type { Storage } from '@/lib/contract/storage'
import { requestCost } from '@/lib/cost/request-cost'
import type { Database } from '@/lib/db/client'
import type { BucketPlan } from '@/lib/stats/buckets'
import { iso } from './task-summary'

/**
 * Requests of a window and what they cost: each stored version that history counted was one PUT of a worker; the
 * dashboard's own are counted as they are made, those that had to be sent again as well, since they are billed again.
 */
export async function getStorageRequests(
  { reader }: Database,
  appId: string,
  { sourceSeconds, fromMs, toMs }: BucketPlan,
  region: string | null,
): Promise<Storage['requests']> {
  const [written, own, fifo] = await Promise.all([
    reader.historyBucket.aggregate({
      where: { appId, widthSeconds: sourceSeconds, startMs: { gte: BigInt(fromMs), lt: BigInt(toMs) } },
      _sum: { count: true },
    }),
    reader.requestCount.groupBy({
      by: ['operation'],
      where: { appId, day: { gte: iso(fromMs).slice(0, 10), lte: iso(toMs).slice(0, 10) } },
      _sum: { count: true, retried: true },
      orderBy: { operation: 'asc' },
    }),
    reader.queue.count({ where: { appId, fifo: true } }),
  ])
  const puts = { operation: 'PutObject', count: written._sum.count ?? 0 }
  const lines = own.map(({ operation, _sum }) => ({ operation, count: (_sum.count ?? 0) + (_sum.retried ?? 0) }))
  const { operations, dollars, basis } = requestCost([puts, ...lines], region)
  const [writes = { ...puts, dollars: null }, ...others] = operations
  return {
    writes: { ...writes, operation: 'writes' },
    own: others,
    dollars,
    basis: fifo > 0 ? `${basis}, ${fifoNote}` : basis,
  }
}

/** Requests are counted by operation, not by queue. */
const fifoNote = 'SQS at the price of standard queues, though there are FIFO queues, which cost more'
