import type { ResultReference } from '@/lib/celery/reference'
import type { Database } from '@/lib/db/client'
import { withNumbers } from '@/lib/db/numbers'
import { Prisma } from '@/prisma/generated/sqlite/client'
import { readChildren, readMembers, withNested } from './workflow-references'

/** What a workflow needs of a stored task. Times are epoch milliseconds. */
export type WorkflowTask = {
  taskId: string
  state: string
  ready: boolean
  name: string | null
  worker: string | null
  retries: number | null
  runtimeMs: number | null
  occurredMs: number
  exceptionType: string | null
  exceptionMessage: string | null
  groupId: string | null
  parentId: string | null
  argsPreview: string | null
  resultPreview: string | null
}

type Row = Omit<WorkflowTask, 'ready' | 'runtimeMs' | 'occurredMs'> & {
  ready: boolean | number
  runtimeMs: bigint | null
  occurredMs: bigint
}

const columns = Prisma.raw(
  [
    'taskId',
    'state',
    'ready',
    'name',
    'worker',
    'retries',
    'runtimeMs',
    'occurredMs',
    'exceptionType',
    'exceptionMessage',
    'groupId',
    'parentId',
    'argsPreview',
    'resultPreview',
  ]
    .map((name) => `"${name}"`)
    .join(', '),
)

/** The stored ones among these ids. One statement, whatever their number. */
export async function readTasks(database: Database, appId: string, taskIds: string[]): Promise<WorkflowTask[]> {
  if (taskIds.length === 0) return []
  const rows = await database.reader.$queryRaw<Row[]>`
    SELECT ${columns} FROM "task"
    WHERE "appId" = ${appId} AND ${database.dialect.isOneOf(Prisma.sql`"taskId"`, taskIds)}`
  return rows.map(toTask)
}

/** Tasks that say they belong to one of these groups, at most `limit`. */
export async function readByGroup(database: Database, appId: string, groupIds: string[], limit: number) {
  if (groupIds.length === 0) return []
  const rows = await database.reader.$queryRaw<Row[]>`
    SELECT ${columns} FROM "task"
    WHERE "appId" = ${appId} AND ${database.dialect.isOneOf(Prisma.sql`"groupId"`, groupIds)}
    LIMIT ${limit}`
  return rows.map(toTask)
}

/** Ids of the tasks that name one of these as their parent, at most `limit`. */
export async function readByParent(database: Database, appId: string, parentIds: string[], limit: number) {
  if (parentIds.length === 0) return []
  return database.reader.$queryRaw<{ taskId: string; parentId: string }[]>`
    SELECT "taskId", "parentId" FROM "task"
    WHERE "appId" = ${appId} AND ${database.dialect.isOneOf(Prisma.sql`"parentId"`, parentIds)}
    LIMIT ${limit}`
}

/** What each of these tasks started, as its document says. */
export async function readStarted(
  database: Database,
  appId: string,
  taskIds: string[],
): Promise<{ taskId: string; children: ResultReference[] }[]> {
  if (taskIds.length === 0) return []
  const rows = await database.reader.$queryRaw<{ taskId: string; children: string }[]>`
    SELECT "taskId", "children" FROM "task_children"
    WHERE "appId" = ${appId} AND ${database.dialect.isOneOf(Prisma.sql`"taskId"`, taskIds)}`
  return rows.map(({ taskId, children }) => ({ taskId, children: readChildren(children) }))
}

export type SavedGroup = {
  key: string
  groupId: string
  sizeBytes: number
  lastModifiedMs: number
  problemCode: string | null
  problemMessage: string | null
  members: ResultReference[]
}

/** The documents of these groups, as far as they were saved. */
export async function readSavedGroups(database: Database, appId: string, groupIds: string[]): Promise<SavedGroup[]> {
  if (groupIds.length === 0) return []
  const rows = await database.reader.$queryRaw<
    (Omit<SavedGroup, 'members' | 'sizeBytes' | 'lastModifiedMs'> & {
      sizeBytes: bigint
      lastModifiedMs: bigint
      members: string
    })[]
  >`
    SELECT "key", "groupId", "sizeBytes", "lastModifiedMs", "problemCode", "problemMessage", "members"
    FROM "group_result"
    WHERE "appId" = ${appId} AND ${database.dialect.isOneOf(Prisma.sql`"groupId"`, groupIds)}`
  return rows.map((row) => ({
    ...row,
    sizeBytes: Number(row.sizeBytes),
    lastModifiedMs: Number(row.lastModifiedMs),
    members: readMembers(row.members),
  }))
}

/** Retries sent from the dashboard that begin or end at one of these tasks. */
export async function readLinks(database: Database, appId: string, taskIds: string[], limit: number) {
  if (taskIds.length === 0) return []
  const { dialect } = database
  return database.reader.$queryRaw<{ fromTaskId: string; toTaskId: string }[]>`
    SELECT "fromTaskId", "toTaskId" FROM "task_link"
    WHERE "appId" = ${appId} AND ${dialect.isOneOf(Prisma.sql`"fromTaskId"`, taskIds)}
    UNION
    SELECT "fromTaskId", "toTaskId" FROM "task_link"
    WHERE "appId" = ${appId} AND ${dialect.isOneOf(Prisma.sql`"toTaskId"`, taskIds)}
    LIMIT ${limit}`
}

/**
 * The ids above a task by parentId, the nearest first, at most `limit`; the last may be stored nowhere. A task that names
 * itself, or a circle, ends it: UNION knows what it has had.
 */
export async function readAncestors(database: Database, appId: string, taskId: string, limit: number) {
  const rows = await database.reader.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE "up"("id") AS (
      SELECT "parentId" FROM "task" WHERE "appId" = ${appId} AND "taskId" = ${taskId} AND "parentId" IS NOT NULL
      UNION
      SELECT t."parentId" FROM "up" CROSS JOIN "task" t
      WHERE t."appId" = ${appId} AND t."taskId" = "up"."id" AND t."parentId" IS NOT NULL
    )
    SELECT "id" FROM "up" LIMIT ${limit}`
  return rows.map(({ id }) => id).filter((id) => id !== taskId)
}

/** The ids below a task by parentId, the nearest first, at most `limit`: a chain of hundreds in one question. */
export async function readDescendants(database: Database, appId: string, taskId: string, limit: number) {
  const rows = await database.reader.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE "down"("id") AS (
      SELECT "taskId" FROM "task" WHERE "appId" = ${appId} AND "parentId" = ${taskId}
      UNION
      SELECT t."taskId" FROM "down" CROSS JOIN "task" t
      WHERE t."appId" = ${appId} AND t."parentId" = "down"."id"
    )
    SELECT "id" FROM "down" LIMIT ${limit}`
  return rows.map(({ id }) => id).filter((id) => id !== taskId)
}

/** Tasks done before a moment that are looked through for the one that started another. */
const lookedThrough = 2_000

/**
 * The task that lists this one among what it started, or null. Nothing leads from a child to the list it stands in, and
 * two kinds of children do not say who their parent is: celery.chord_unlock stores nothing, and a retried task says it
 * is its own. So the tasks done just before `beforeMs` are looked through.
 */
export async function readStarter(database: Database, appId: string, taskId: string, beforeMs: number) {
  const rows = await database.reader.$queryRaw<{ taskId: string; children: string }[]>`
    SELECT c."taskId", c."children"
    FROM (
      SELECT "taskId" FROM "task" WHERE "appId" = ${appId} AND "occurredMs" <= ${BigInt(beforeMs)}
      ORDER BY "occurredMs" DESC, "key" DESC LIMIT ${lookedThrough}
    ) AS "before"
    JOIN "task_children" c ON c."appId" = ${appId} AND c."taskId" = "before"."taskId"
    WHERE c."children" LIKE ${`%${JSON.stringify(taskId)}%`} LIMIT 20`
  // LIKE takes "_" and "%" of an id for any character.
  const starter = rows.find(
    (row) =>
      row.taskId !== taskId &&
      withNested(readChildren(row.children)).some((child) => child.kind === 'task' && child.taskId === taskId),
  )
  return starter?.taskId ?? null
}

function toTask(row: Row): WorkflowTask {
  // SQLite has no booleans: without Prisma's models they come as 0 and 1.
  return { ...withNumbers(row), ready: Boolean(row.ready) }
}
