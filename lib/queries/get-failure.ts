import type { FailureDetail } from '@/lib/contract/failures'
import type { WindowName } from '@/lib/contract/values'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { planBuckets } from '@/lib/stats/buckets'
import { describeGroups } from './list-failures'
import { iso, type SummaryRow, summaryColumns, toTaskSummary } from './task-summary'

const variantsAmong = 500
const mostVariants = 50
const mostWorkers = 50
const tasksShown = 10

/** One failure group in a window. Throws `not_found` for a fingerprint that was never seen. */
export async function getFailure(
  database: Database,
  appId: string,
  fingerprint: string,
  window: WindowName,
  nowMs: number,
): Promise<FailureDetail> {
  const { reader } = database
  const row = await reader.failureGroup.findUnique({ where: { appId_fingerprint: { appId, fingerprint } } })
  if (!row) {
    throw new AppError('not_found', `No failure with the fingerprint "${fingerprint}" was ever seen. See /failures.`)
  }
  const plan = planBuckets(window, nowMs)
  const [groups, workers, tasks] = await Promise.all([
    describeGroups(database, appId, plan, [row]),
    reader.failureWorker.findMany({
      where: { appId, fingerprint },
      orderBy: [{ count: 'desc' }, { worker: 'asc' }],
      take: mostWorkers,
    }),
    reader.task.findMany({
      select: summaryColumns,
      where: { appId, fingerprint },
      orderBy: [{ occurredMs: 'desc' }, { key: 'desc' }],
      take: variantsAmong,
    }),
  ])
  const [group] = groups
  if (!group) throw new Error('A group was described as none.')
  return {
    ...group,
    window,
    from: iso(plan.fromMs),
    to: iso(plan.toMs),
    bucketSeconds: plan.bucketSeconds,
    workers: workers.map(({ worker, count, lastSeenMs }) => ({ worker, count, lastSeen: iso(lastSeenMs) })),
    sample: { taskId: row.sampleTaskId, message: row.sampleMessage, traceback: row.sampleTraceback },
    variants: { among: tasks.length, items: variantsOf(tasks) },
    tasks: tasks.slice(0, tasksShown).map(toTaskSummary),
  }
}

/** Different messages, most frequent first. The tasks come newest first. */
function variantsOf(tasks: SummaryRow[]): FailureDetail['variants']['items'] {
  const variants = new Map<string, FailureDetail['variants']['items'][number]>()
  for (const { exceptionMessage, occurredMs, taskId } of tasks) {
    const message = exceptionMessage ?? ''
    const known = variants.get(message)
    if (known) known.count += 1
    else variants.set(message, { message, count: 1, lastSeen: iso(occurredMs), sampleTaskId: taskId })
  }
  return [...variants.values()].sort((a, b) => b.count - a.count).slice(0, mostVariants)
}
