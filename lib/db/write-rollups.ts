import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Database, Transaction } from './client'
import { type FailureBucketDelta, type FailureWorkerDelta, mergeFailure, type StoredFailure } from './failure-deltas'
import type { BatchPlan } from './plan-batch'
import { readRollups } from './read-rollups'
import type { HistoryDelta, StoredDelta, TotalDelta, WorkerDelta } from './rollup-deltas'
import type { StoredDimension } from './stored-rows'
import { mergeType, type StoredType, typeId } from './type-deltas'
import type { UpsertTable } from './upsert'

/** Adds what a batch changes to the sums, in its own transaction. */
export async function writeRollups(tx: Transaction, database: Database, appId: string, plan: BatchPlan): Promise<void> {
  const { dialect, upsertMany } = database
  const known = await readRollups(tx, dialect, appId, plan)
  const types = plan.types.map((delta) => mergeType(known.types.get(typeId(delta)), delta))
  const failures = plan.failures.groups.map((delta) => mergeFailure(known.failures.get(delta.fingerprint), delta))
  await upsertMany(tx, appId, dimensionTable, plan.dimensions)
  await upsertMany(tx, appId, storedTable, plan.stored)
  await upsertMany(tx, appId, totalTable, plan.totals)
  await upsertMany(tx, appId, historyTable, plan.history)
  await upsertMany(tx, appId, workerTable, plan.workers)
  await upsertMany(tx, appId, typeTable, types)
  await upsertMany(tx, appId, failureTable, failures)
  await upsertMany(tx, appId, failureBucketTable, plan.failures.buckets)
  await upsertMany(tx, appId, failureWorkerTable, plan.failures.workers)
  await removeEmptyBuckets(tx, appId, plan)
}

async function removeEmptyBuckets(tx: Transaction, appId: string, { stored, totals }: BatchPlan) {
  const hours = new Set(stored.filter(({ objects }) => objects < 0).map(({ startMs }) => startMs))
  if (hours.size > 0) {
    await tx.$executeRaw`
      DELETE FROM "stored_bucket"
      WHERE "appId" = ${appId} AND "objects" <= 0 AND "startMs" IN (${Prisma.join([...hours])})`
  }
  if (totals.some(({ objects }) => objects < 0)) {
    await tx.$executeRaw`DELETE FROM "stored_total" WHERE "appId" = ${appId} AND "objects" <= 0`
  }
}

const dimensionTable: UpsertTable<StoredDimension> = {
  name: 'dimension',
  keys: ['kind', 'value'],
  onConflict: { firstSeenMs: 'smaller', lastSeenMs: 'larger' },
  columns: { kind: 'text', value: 'text', firstSeenMs: 'bigint', lastSeenMs: 'bigint' },
}

const sumColumns = { objects: 'integer', bytes: 'bigint', smallObjects: 'integer', smallBytes: 'bigint' } as const

const storedTable: UpsertTable<StoredDelta> = {
  name: 'stored_bucket',
  keys: ['startMs', 'name', 'queue', 'state', 'storageClass'],
  onConflict: 'add',
  columns: { startMs: 'bigint', name: 'text', queue: 'text', state: 'text', storageClass: 'text', ...sumColumns },
}

const historyTable: UpsertTable<HistoryDelta> = {
  name: 'history_bucket',
  keys: ['widthSeconds', 'startMs', 'name', 'queue', 'state'],
  onConflict: 'add',
  columns: {
    widthSeconds: 'integer',
    startMs: 'bigint',
    name: 'text',
    queue: 'text',
    state: 'text',
    count: 'integer',
    runtimeCount: 'integer',
    runtimeSumMs: 'bigint',
  },
}

const totalTable: UpsertTable<TotalDelta> = {
  name: 'stored_total',
  keys: ['name', 'state', 'storageClass'],
  onConflict: 'add',
  columns: { name: 'text', state: 'text', storageClass: 'text', ...sumColumns },
}

const workerTable: UpsertTable<WorkerDelta> = {
  name: 'worker_bucket',
  keys: ['widthSeconds', 'startMs', 'worker', 'state'],
  onConflict: 'add',
  columns: { widthSeconds: 'integer', startMs: 'bigint', worker: 'text', state: 'text', count: 'integer' },
}

const typeTable: UpsertTable<StoredType> = {
  name: 'type_bucket',
  keys: ['widthSeconds', 'startMs', 'name'],
  onConflict: 'overwrite',
  columns: {
    widthSeconds: 'integer',
    startMs: 'bigint',
    name: 'text',
    retries: 'integer',
    runtimeCount: 'integer',
    runtimeSumMs: 'bigint',
    runtimeMaxMs: 'bigint',
    runtimes: 'text',
    sizeCount: 'integer',
    sizeSumBytes: 'bigint',
    sizeMaxBytes: 'bigint',
    sizes: 'text',
  },
}

const failureTable: UpsertTable<StoredFailure> = {
  name: 'failure_group',
  keys: ['fingerprint'],
  onConflict: 'overwrite',
  columns: {
    fingerprint: 'text',
    exceptionType: 'text',
    pattern: 'text',
    frame: 'text',
    firstSeenMs: 'bigint',
    lastSeenMs: 'bigint',
    count: 'integer',
    sampleTaskId: 'text',
    sampleMessage: 'text',
    sampleTraceback: 'text',
    status: 'text',
    statusMs: 'bigint',
    regressedMs: 'bigint',
  },
}

const failureBucketTable: UpsertTable<FailureBucketDelta> = {
  name: 'failure_bucket',
  keys: ['widthSeconds', 'startMs', 'fingerprint', 'name'],
  onConflict: 'add',
  columns: { widthSeconds: 'integer', startMs: 'bigint', fingerprint: 'text', name: 'text', count: 'integer' },
}

const failureWorkerTable: UpsertTable<FailureWorkerDelta> = {
  name: 'failure_worker',
  keys: ['fingerprint', 'worker'],
  onConflict: { count: 'add', lastSeenMs: 'larger' },
  columns: { fingerprint: 'text', worker: 'text', count: 'integer', lastSeenMs: 'bigint' },
}
