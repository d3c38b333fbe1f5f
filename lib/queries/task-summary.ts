import type { TaskSummary } from '@/lib/contract/tasks'
import { taskSummary } from '@/lib/contract/tasks'
import type { Prisma } from '@/prisma/generated/sqlite/client'

/** What a list reads of a row. Nothing wide: bodies are not in the index at all. */
export const summaryColumns = {
  key: true,
  taskId: true,
  state: true,
  name: true,
  queue: true,
  worker: true,
  retries: true,
  dateDoneMs: true,
  lastModifiedMs: true,
  occurredMs: true,
  runtimeMs: true,
  sizeBytes: true,
  serializer: true,
  exceptionType: true,
  exceptionMessage: true,
  problemCode: true,
  problemMessage: true,
  fingerprint: true,
  groupId: true,
  parentId: true,
  argsPreview: true,
  resultPreview: true,
} satisfies Prisma.TaskSelect

export type SummaryRow = Prisma.TaskGetPayload<{ select: typeof summaryColumns }>

/** The one converter from an index row to the API's task. */
export function toTaskSummary(row: SummaryRow): TaskSummary {
  return {
    taskId: row.taskId,
    state: row.state,
    name: row.name,
    queue: row.queue,
    worker: row.worker,
    retries: row.retries,
    dateDone: isoOrNull(row.dateDoneMs),
    lastModified: iso(row.lastModifiedMs),
    occurredAt: iso(row.occurredMs),
    runtimeSeconds: row.runtimeMs === null ? null : Number(row.runtimeMs) / 1000,
    sizeBytes: Number(row.sizeBytes),
    serializer: taskSummary.shape.serializer.catch(null).parse(row.serializer),
    exception: row.exceptionType === null ? null : { type: row.exceptionType, message: row.exceptionMessage ?? '' },
    problem: row.problemCode === null ? null : { code: row.problemCode, message: row.problemMessage ?? '' },
    fingerprint: row.fingerprint,
    groupId: row.groupId,
    parentId: row.parentId,
    argsPreview: row.argsPreview,
    resultPreview: row.resultPreview,
  }
}

export function iso(ms: bigint | number): string {
  return new Date(Number(ms)).toISOString()
}

export function isoOrNull(ms: bigint | number | null): string | null {
  return ms === null ? null : iso(ms)
}
