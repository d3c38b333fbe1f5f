import { unnamedType } from '@/lib/contract/values'
import type { Database } from '@/lib/db/client'
import type { BucketPlan } from '@/lib/stats/buckets'
import { Prisma } from '@/prisma/generated/sqlite/client'

type Sql = Prisma.Sql

/** The failures of a window, of one type where `type` is given. Roll-ups only. */
export function failuresIn(
  appId: string,
  { sourceSeconds }: Pick<BucketPlan, 'sourceSeconds'>,
  fromMs: number,
  toMs: number,
  type?: string,
): Sql {
  const ofType = type === undefined ? Prisma.empty : Prisma.sql` AND "name" = ${type === unnamedType ? '' : type}`
  return Prisma.sql`FROM "failure_bucket" WHERE "appId" = ${appId} AND "widthSeconds" = ${sourceSeconds}
    AND "startMs" >= ${BigInt(fromMs)} AND "startMs" < ${BigInt(toMs)}${ofType}`
}

/** How often each group failed in a window. */
export async function countByGroup({ reader }: Database, failures: Sql): Promise<Map<string, number>> {
  const rows = await reader.$queryRaw<{ fingerprint: string; count: bigint | number }[]>`
    SELECT "fingerprint", SUM("count") AS "count" ${failures} GROUP BY "fingerprint"`
  return new Map(rows.map(({ fingerprint, count }) => [fingerprint, Number(count)]))
}

/** The counts of these groups by bucket of the plan, oldest first, empty ones included. */
export async function seriesByGroup(
  { reader, dialect }: Database,
  failures: Sql,
  plan: BucketPlan,
  fingerprints: string[],
): Promise<Map<string, number[]>> {
  const rows = await reader.$queryRaw<{ fingerprint: string; startMs: bigint | number; count: bigint | number }[]>`
    SELECT "fingerprint", "startMs", SUM("count") AS "count" ${failures}
      AND ${dialect.isOneOf(Prisma.sql`"fingerprint"`, fingerprints)} GROUP BY "fingerprint", "startMs"`
  const width = plan.bucketSeconds * 1000
  const series = new Map(fingerprints.map((fingerprint) => [fingerprint, plan.starts.map(() => 0)]))
  for (const { fingerprint, startMs, count } of rows) {
    const counts = series.get(fingerprint)
    const at = Math.floor((Number(startMs) - plan.fromMs) / width)
    if (counts?.[at] !== undefined) counts[at] += Number(count)
  }
  return series
}

/** The task types of these groups, most frequent first. null: stored without a name. */
export async function typesByGroup(
  { reader, dialect }: Database,
  failures: Sql,
  fingerprints: string[],
): Promise<Map<string, { name: string | null; count: number }[]>> {
  const rows = await reader.$queryRaw<{ fingerprint: string; name: string; count: bigint | number }[]>`
    SELECT "fingerprint", "name", SUM("count") AS "count" ${failures}
      AND ${dialect.isOneOf(Prisma.sql`"fingerprint"`, fingerprints)}
    GROUP BY "fingerprint", "name" ORDER BY SUM("count") DESC, "name"`
  const types = new Map<string, { name: string | null; count: number }[]>()
  for (const { fingerprint, name, count } of rows) {
    const known = types.get(fingerprint) ?? []
    known.push({ name: name === '' ? null : name, count: Number(count) })
    types.set(fingerprint, known)
  }
  return types
}
