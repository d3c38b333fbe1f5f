import type { FailureMatrix } from '@/lib/contract/failures'
import type { Database } from '@/lib/db/client'
import { failuresIn } from './failure-counts'
import { iso } from './task-summary'

const hourMs = 3_600_000
const mostRows = 100

/** Each column begins on a whole bucket of the roll-up it is read from, and its links begin there, too. */
const spans = [
  { name: '1h', hours: 1, sourceSeconds: 60 },
  { name: '3h', hours: 3, sourceSeconds: 60 },
  { name: '24h', hours: 24, sourceSeconds: 3600 },
  { name: '3d', hours: 72, sourceSeconds: 3600 },
  { name: '7d', hours: 168, sourceSeconds: 3600 },
] as const

/** Failures by exception class and time, most frequent of the seven days first. */
export async function failureMatrix(database: Database, appId: string, nowMs: number): Promise<FailureMatrix> {
  const columns = spans.map(({ name, hours, sourceSeconds }) => {
    const width = sourceSeconds * 1000
    return { name, sourceSeconds, fromMs: Math.floor((nowMs - hours * hourMs) / width) * width }
  })
  const rows = new Map<string, number[]>()
  for (const [at, column] of columns.entries()) {
    const sums = await database.reader.$queryRaw<{ exceptionType: string; count: bigint | number }[]>`
      SELECT "g"."exceptionType", SUM("b"."count") AS "count"
      FROM (SELECT "fingerprint", SUM("count") AS "count" ${failuresIn(appId, column, column.fromMs, nowMs + 1)}
        GROUP BY "fingerprint") AS "b"
      CROSS JOIN "failure_group" AS "g"
      WHERE "g"."appId" = ${appId} AND "g"."fingerprint" = "b"."fingerprint" GROUP BY "g"."exceptionType"`
    for (const { exceptionType, count } of sums) {
      const counts = rows.get(exceptionType) ?? spans.map(() => 0)
      counts[at] = Number(count)
      rows.set(exceptionType, counts)
    }
  }
  const last = spans.length - 1
  const sorted = [...rows].map(([exceptionType, counts]) => ({ exceptionType, counts }))
  sorted.sort((a, b) => (b.counts[last] ?? 0) - (a.counts[last] ?? 0) || (a.exceptionType < b.exceptionType ? -1 : 1))
  return {
    to: iso(nowMs),
    columns: columns.map(({ name, fromMs }) => ({ name, from: iso(fromMs) })),
    rows: sorted.slice(0, mostRows),
  }
}
