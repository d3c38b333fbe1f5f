import type { FailureGroup, TypeBucket } from '@/prisma/generated/sqlite/client'
import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Transaction } from './client'
import type { Dialect } from './dialect'
import type { StoredFailure } from './failure-deltas'
import { withNumbers } from './numbers'
import type { BatchPlan } from './plan-batch'
import { type StoredType, typeId } from './type-deltas'

/** The roll-ups that a batch does not only add to: they are read, merged and written back, in one transaction. */
export type MergedRollups = { types: Map<string, StoredType>; failures: Map<string, StoredFailure> }

export async function readRollups(
  tx: Transaction,
  dialect: Dialect,
  appId: string,
  plan: Pick<BatchPlan, 'types' | 'failures'>,
): Promise<MergedRollups> {
  const types = plan.types.length === 0 ? [] : await readTypes(tx, dialect, appId, plan.types)
  const failures = plan.failures.groups.length === 0 ? [] : await readFailures(tx, dialect, appId, plan.failures.groups)
  return {
    types: new Map(types.map((row) => [typeId(row), row])),
    failures: new Map(failures.map((row) => [row.fingerprint, row])),
  }
}

async function readTypes(tx: Transaction, dialect: Dialect, appId: string, keys: BatchPlan['types']) {
  const wanted = dialect.rows({ width: 'integer', start: 'bigint', type: 'text' }, keys.map(asRow))
  // SQLite takes a CROSS JOIN in the order it is written in, and would else read all buckets of the app.
  const rows = await tx.$queryRaw<TypeBucket[]>`
    SELECT "type_bucket".* FROM ${wanted} AS "wanted" CROSS JOIN "type_bucket"
    WHERE "appId" = ${appId} AND "widthSeconds" = "wanted"."width" AND "startMs" = "wanted"."start"
      AND "name" = "wanted"."type"`
  return rows.map(withNumbers)
}

const asRow = ({ widthSeconds, startMs, name }: BatchPlan['types'][number]) => ({
  width: widthSeconds,
  start: startMs,
  type: name,
})

async function readFailures(tx: Transaction, dialect: Dialect, appId: string, groups: { fingerprint: string }[]) {
  const fingerprints = groups.map(({ fingerprint }) => fingerprint)
  const rows = await tx.$queryRaw<FailureGroup[]>`
    SELECT * FROM "failure_group"
    WHERE "appId" = ${appId} AND ${dialect.isOneOf(Prisma.sql`"fingerprint"`, fingerprints)}`
  return rows.map(withNumbers)
}
