import type { IndexBatch } from '@/lib/sync/index-port'
import { type GoneResult, Prisma, type Task } from '@/prisma/generated/sqlite/client'
import type { Transaction } from './client'
import type { Dialect } from './dialect'
import { withNumbers } from './numbers'
import type { Known } from './plan-batch'
import { type KnownTask, knownTaskFields } from './stored-rows'

/** Reads what the index knows of the keys of a batch, inside the transaction that will change it. */
export async function readKnown(tx: Transaction, dialect: Dialect, appId: string, batch: IndexBatch): Promise<Known> {
  const gone = batch.gone.map(({ key }) => key)
  const taskKeys = [...batch.tasks.map(({ key }) => key), ...gone]
  const groupKeys = [...batch.groups.map(({ key }) => key), ...gone]

  const tasks = taskKeys.length === 0 ? [] : await readTasks(tx, dialect, appId, taskKeys)
  return {
    tasks,
    gone: await readGone(tx, dialect, appId, [...new Set([...taskKeys, ...groupKeys])]),
    groups: groupKeys.length === 0 ? [] : await readGroups(tx, dialect, appId, groupKeys),
    observations: tasks.length === 0 ? [] : await readObservations(tx, dialect, appId, tasks),
  }
}

async function readTasks(tx: Transaction, dialect: Dialect, appId: string, keys: string[]): Promise<KnownTask[]> {
  const columns = Prisma.raw(knownTaskFields.map((name) => `"${name}"`).join(', '))
  const rows = await tx.$queryRaw<Pick<Task, keyof KnownTask>[]>`
    SELECT ${columns} FROM "task" WHERE "appId" = ${appId} AND ${dialect.isOneOf(Prisma.sql`"key"`, keys)}`
  return rows.map(withNumbers)
}

async function readGroups(tx: Transaction, dialect: Dialect, appId: string, keys: string[]) {
  const rows = await tx.$queryRaw<{ key: string; etag: string; lastModifiedMs: bigint }[]>`
    SELECT "key", "etag", "lastModifiedMs"
    FROM "group_result" WHERE "appId" = ${appId} AND ${dialect.isOneOf(Prisma.sql`"key"`, keys)}`
  return rows.map(withNumbers)
}

async function readGone(tx: Transaction, dialect: Dialect, appId: string, keys: string[]): Promise<Known['gone']> {
  if (keys.length === 0) return []
  const rows = await tx.$queryRaw<Omit<GoneResult, 'appId'>[]>`
    SELECT "key", "etag", "lastModifiedMs", "goneMs"
    FROM "gone_result" WHERE "appId" = ${appId} AND ${dialect.isOneOf(Prisma.sql`"key"`, keys)}`
  return rows.map(withNumbers)
}

async function readObservations(tx: Transaction, dialect: Dialect, appId: string, tasks: { taskId: string }[]) {
  const taskIds = tasks.map(({ taskId }) => taskId)
  const rows = await tx.$queryRaw<{ taskId: string; atMs: bigint; etag: string }[]>`
    SELECT "taskId", "atMs", "etag"
    FROM "observation" WHERE "appId" = ${appId} AND ${dialect.isOneOf(Prisma.sql`"taskId"`, taskIds)}`
  return rows.map(withNumbers)
}
