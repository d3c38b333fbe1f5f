import type { Overview } from '@/lib/contract/overview'
import type { Database } from '@/lib/db/client'
import { iso } from './task-summary'

/** Grouping looks at the newest failures up to here; with more of them the counts are lower bounds and say so. */
const looked = 5_000
const shown = 8

/** The most frequent pairs of exception type and task name among the failures of a window. */
export async function listFailing(
  database: Database,
  appId: string,
  fromMs: number,
  toMs: number,
): Promise<Overview['failing']> {
  const rows = await database.reader.task.findMany({
    select: { taskId: true, name: true, exceptionType: true, exceptionMessage: true, occurredMs: true },
    where: { appId, state: 'FAILURE', occurredMs: { gte: BigInt(fromMs), lt: BigInt(toMs) } },
    orderBy: { occurredMs: 'desc' },
    take: looked + 1,
  })
  const exact = rows.length <= looked
  const groups = new Map<string, Overview['failing'][number]>()
  for (const row of rows.slice(0, looked)) {
    const { exceptionType } = row
    const group = groups.get(JSON.stringify([exceptionType, row.name]))
    if (group) group.count.count += 1
    else
      groups.set(JSON.stringify([exceptionType, row.name]), {
        exceptionType,
        name: row.name,
        count: { count: 1, exact },
        message: row.exceptionMessage ?? '',
        lastAt: iso(row.occurredMs),
        sampleTaskId: row.taskId,
      })
  }
  return [...groups.values()].sort((a, b) => b.count.count - a.count.count).slice(0, shown)
}
