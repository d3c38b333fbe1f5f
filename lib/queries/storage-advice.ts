import type { BucketFacts, Storage } from '@/lib/contract/storage'
import { adviceOf } from '@/lib/cost/advice'
import { mergeClasses, type StoredClass } from '@/lib/cost/storage-cost'
import type { Database } from '@/lib/db/client'
import type { BucketPlan } from '@/lib/stats/buckets'

const monthSeconds = 30 * 86_400
const oldDays = 30

/** Advice from what is stored, what was written in the window and how the bucket is set up. */
export async function getStorageAdvice(
  { reader }: Database,
  { appId, region }: { appId: string; region: string | null },
  { sourceSeconds, fromMs, toMs }: BucketPlan,
  stored: { totals: StoredClass[]; types: Storage['types']; ages: Storage['ages'] },
  versioning: BucketFacts['versioning'],
): Promise<Storage['advice']> {
  const window = { appId, widthSeconds: sourceSeconds, startMs: { gte: BigInt(fromMs), lt: BigInt(toMs) } }
  const [written, run, workers, queues] = await Promise.all([
    reader.historyBucket.groupBy({ by: ['name'], where: window, _sum: { count: true } }),
    reader.historyBucket.aggregate({ where: window, _sum: { runtimeCount: true, runtimeSumMs: true } }),
    reader.workerBucket.groupBy({ by: ['worker'], where: window }),
    reader.queue.count({ where: { appId } }),
  ])
  const aMonth = (count: number) => Math.round((count * monthSeconds * 1000) / (toMs - fromMs))
  const counts = new Map(written.map(({ name, _sum }) => [name, _sum.count ?? 0]))
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const runs = run._sum.runtimeCount ?? 0
  const before = new Date(toMs - oldDays * 86_400_000).toISOString().slice(0, 10)
  const old = stored.ages.filter(({ day }) => day < before)
  return adviceOf({
    region,
    classes: mergeClasses(stored.totals),
    types: stored.types.flatMap(({ name, ...some }) =>
      name === null ? [] : [{ name, ...some, writesPerMonth: aMonth(counts.get(name) ?? 0) }],
    ),
    old: {
      days: oldDays,
      before,
      objects: old.reduce((sum, { objects }) => sum + objects, 0),
      bytes: old.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    versioning: versioning.known ? versioning.value : null,
    results: {
      perMonth: aMonth(all),
      runtimeSeconds: runs === 0 ? null : Number(run._sum.runtimeSumMs ?? 0n) / runs / 1000,
    },
    consumers: { workers: workers.filter(({ worker }) => worker !== '').length, queues },
  })
}
