import type { GroupRow, TaskRow } from '@/lib/sync/index-port'
import type {
  Dimension,
  GoneResult,
  GroupResult,
  Observation,
  Task,
  TaskChildren,
} from '@/prisma/generated/sqlite/client'
import type { Numbers } from './numbers'
import { runOf } from './task-run'

/** The rows of one app as the index keeps them, BIGINT columns as numbers: schema.prisma says what each field means. */
export type StoredTask = Omit<Numbers<Task>, 'appId'>
export type StoredGroup = Omit<Numbers<GroupResult>, 'appId'>
export type StoredObservation = Omit<Numbers<Observation>, 'appId'>
export type StoredDimension = Omit<Numbers<Dimension>, 'appId'>
export type StoredChildren = Omit<Numbers<TaskChildren>, 'appId'>
export type GoneVersion = Omit<Numbers<GoneResult>, 'appId'>

/** The fields of a stored task that decide what a new version of it means. */
export type KnownTask = Pick<StoredTask, (typeof knownTaskFields)[number]>
export const knownTaskFields = [
  'key',
  'taskId',
  'etag',
  'sizeBytes',
  'storageClass',
  'lastModifiedMs',
  'occurredMs',
  'dateDoneMs',
  'state',
  'ready',
  'name',
  'queue',
  'worker',
  'retries',
  'startedMs',
  'runtimeMs',
  'firstSeenMs',
] as const satisfies (keyof StoredTask)[]

/** A task as it is stored after this version of it was seen at `atMs`. */
export function storedTask(previous: KnownTask | null, row: TaskRow, atMs: number): StoredTask {
  const { startedMs, runtimeMs } = runOf(previous, row)
  return {
    key: row.key,
    taskId: row.taskId,
    etag: row.version,
    sizeBytes: row.sizeBytes,
    storageClass: row.storageClass,
    lastModifiedMs: row.modifiedMs,
    occurredMs: row.ready && row.dateDoneMs !== null ? row.dateDoneMs : row.modifiedMs,
    dateDoneMs: row.dateDoneMs,
    state: row.state,
    ready: row.ready,
    name: row.name,
    queue: row.queue,
    worker: row.worker,
    retries: row.retries,
    exceptionType: row.exceptionType,
    exceptionMessage: row.exceptionMessage,
    fingerprint: row.failure?.fingerprint ?? null,
    groupId: row.groupId,
    parentId: row.parentId,
    serializer: row.serializer,
    extended: row.extended,
    startedMs,
    runtimeMs,
    argsPreview: row.argsPreview,
    resultPreview: row.resultPreview,
    problemCode: row.problem?.code ?? null,
    problemMessage: row.problem?.message ?? null,
    problemBytes: row.problem?.firstBytes ?? null,
    firstSeenMs: previous?.firstSeenMs ?? atMs,
    indexedMs: atMs,
    checkedMs: atMs,
  }
}

export function storedGroup(row: GroupRow): StoredGroup {
  return {
    key: row.key,
    groupId: row.groupId,
    etag: row.version,
    sizeBytes: row.sizeBytes,
    storageClass: row.storageClass,
    lastModifiedMs: row.modifiedMs,
    members: row.membersJson,
    memberCount: row.memberCount,
    problemCode: row.problem?.code ?? null,
    problemMessage: row.problem?.message ?? null,
  }
}

/** What is kept of a version when the next one takes its place. */
export function observationOf(task: KnownTask): StoredObservation {
  const { taskId, lastModifiedMs, etag, state, retries, worker } = task
  return { taskId, atMs: lastModifiedMs, etag, state, retries, worker }
}

/** The empty name is one, too: the type of all tasks that were stored without a name. */
export function dimensionsOf(task: StoredTask): StoredDimension[] {
  const { occurredMs, queue, worker, exceptionType } = task
  const values = { queue, worker, exception: exceptionType }
  const seen = { firstSeenMs: occurredMs, lastSeenMs: occurredMs }
  return [
    { kind: 'name', value: task.name ?? '', ...seen },
    ...Object.entries(values).flatMap(([kind, value]) => (value ? [{ kind, value, ...seen }] : [])),
  ]
}
