import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Database, Transaction } from './client'
import type { Dialect } from './dialect'
import type { BatchPlan } from './plan-batch'
import type { GoneVersion, StoredChildren, StoredGroup, StoredObservation, StoredTask } from './stored-rows'
import type { UpsertTable } from './upsert'
import { writeRollups } from './write-rollups'

/** Stores what planBatch worked out: a handful of statements, whatever the number of rows. */
export async function writeBatch(
  tx: Transaction,
  database: Database,
  appId: string,
  plan: BatchPlan,
  atMs: number,
): Promise<void> {
  const { dialect } = database
  await database.upsertMany(tx, appId, taskTable, plan.tasks)
  await writeChildren(tx, database, appId, plan)
  await database.upsertMany(tx, appId, groupTable, plan.groups)
  await database.upsertMany(tx, appId, observationTable, plan.observations)
  await database.upsertMany(tx, appId, goneTable, plan.gone)
  await database.text.write(tx, appId, {
    put: plan.tasks.map(({ key, occurredMs }, at) => ({ key, occurredMs, words: plan.texts[at] ?? '' })),
    remove: plan.removedTasks.map(({ key }) => key),
  })
  await writeRollups(tx, database, appId, plan)
  await removeGone(tx, dialect, appId, plan)
  for (const { taskId, fromMs } of plan.observationsFrom) {
    await tx.$executeRaw`
      DELETE FROM "observation" WHERE "appId" = ${appId} AND "taskId" = ${taskId} AND "atMs" < ${fromMs}`
  }
  await touchChecked(tx, dialect, appId, plan.checkedKeys, atMs)
}

/** Sends rows of unfinished tasks to the end of the queue of those to be checked again; others need no checking. */
export async function touchChecked(
  tx: Transaction,
  dialect: Dialect,
  appId: string,
  keys: string[],
  atMs: number,
): Promise<void> {
  if (keys.length === 0) return
  await tx.$executeRaw`
    UPDATE "task" SET "checkedMs" = ${atMs}
    WHERE "appId" = ${appId} AND ${dialect.isOneOf(Prisma.sql`"key"`, keys)}
      AND "ready" = false AND "checkedMs" < ${atMs}`
}

/** A version may have no children where the one before had some. */
async function writeChildren(tx: Transaction, { dialect, upsertMany }: Database, appId: string, plan: BatchPlan) {
  if (plan.childless.length > 0) {
    await tx.$executeRaw`
      DELETE FROM "task_children"
      WHERE "appId" = ${appId} AND ${dialect.isOneOf(Prisma.sql`"taskId"`, plan.childless)}`
  }
  await upsertMany(tx, appId, childrenTable, plan.children)
}

async function removeGone(tx: Transaction, dialect: Dialect, appId: string, plan: BatchPlan) {
  const remove = async (table: string, column: string, values: string[]) => {
    if (values.length === 0) return
    const isGone = dialect.isOneOf(Prisma.raw(`"${column}"`), values)
    await tx.$executeRaw`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE "appId" = ${appId} AND ${isGone}`
  }
  const taskKeys = plan.removedTasks.map(({ key }) => key)
  const taskIds = plan.removedTasks.map(({ taskId }) => taskId)
  await remove('task', 'key', taskKeys)
  await remove('observation', 'taskId', taskIds)
  await remove('task_children', 'taskId', taskIds)
  await remove('group_result', 'key', plan.removedGroupKeys)
}

const taskTable: UpsertTable<StoredTask> = {
  name: 'task',
  keys: ['key'],
  onConflict: 'overwrite',
  columns: {
    key: 'text',
    taskId: 'text',
    etag: 'text',
    sizeBytes: 'bigint',
    storageClass: 'text',
    lastModifiedMs: 'bigint',
    occurredMs: 'bigint',
    dateDoneMs: 'bigint',
    state: 'text',
    ready: 'boolean',
    name: 'text',
    queue: 'text',
    worker: 'text',
    retries: 'integer',
    exceptionType: 'text',
    exceptionMessage: 'text',
    fingerprint: 'text',
    groupId: 'text',
    parentId: 'text',
    serializer: 'text',
    extended: 'boolean',
    startedMs: 'bigint',
    runtimeMs: 'bigint',
    argsPreview: 'text',
    resultPreview: 'text',
    problemCode: 'text',
    problemMessage: 'text',
    problemBytes: 'text',
    firstSeenMs: 'bigint',
    indexedMs: 'bigint',
    checkedMs: 'bigint',
  },
}

const groupTable: UpsertTable<StoredGroup> = {
  name: 'group_result',
  keys: ['key'],
  onConflict: 'overwrite',
  columns: {
    key: 'text',
    groupId: 'text',
    etag: 'text',
    sizeBytes: 'bigint',
    storageClass: 'text',
    lastModifiedMs: 'bigint',
    members: 'text',
    memberCount: 'integer',
    problemCode: 'text',
    problemMessage: 'text',
  },
}

const observationTable: UpsertTable<StoredObservation> = {
  name: 'observation',
  keys: ['taskId', 'atMs', 'etag'],
  onConflict: 'overwrite',
  columns: { taskId: 'text', atMs: 'bigint', etag: 'text', state: 'text', retries: 'integer', worker: 'text' },
}

const childrenTable: UpsertTable<StoredChildren> = {
  name: 'task_children',
  keys: ['taskId'],
  onConflict: 'overwrite',
  columns: { taskId: 'text', children: 'text' },
}

const goneTable: UpsertTable<GoneVersion> = {
  name: 'gone_result',
  keys: ['key', 'etag', 'lastModifiedMs'],
  onConflict: 'larger',
  columns: { key: 'text', etag: 'text', lastModifiedMs: 'bigint', goneMs: 'bigint' },
}
