import type { TaskSummary } from '@/lib/contract/tasks'
import { csvLine } from './csv'

type Column = [name: string, value: (task: TaskSummary) => string | number | null]

/** A column for each value of a task in a list; what is an object there has a column for each of its values. */
const columns: Column[] = [
  ['taskId', (task) => task.taskId],
  ['state', (task) => task.state],
  ['name', (task) => task.name],
  ['queue', (task) => task.queue],
  ['worker', (task) => task.worker],
  ['retries', (task) => task.retries],
  ['dateDone', (task) => task.dateDone],
  ['lastModified', (task) => task.lastModified],
  ['occurredAt', (task) => task.occurredAt],
  ['runtimeSeconds', (task) => task.runtimeSeconds],
  ['sizeBytes', (task) => task.sizeBytes],
  ['serializer', (task) => task.serializer],
  ['exceptionType', (task) => task.exception?.type ?? null],
  ['exceptionMessage', (task) => task.exception?.message ?? null],
  ['problemCode', (task) => task.problem?.code ?? null],
  ['problemMessage', (task) => task.problem?.message ?? null],
  ['fingerprint', (task) => task.fingerprint],
  ['groupId', (task) => task.groupId],
  ['parentId', (task) => task.parentId],
  ['argsPreview', (task) => task.argsPreview],
  ['resultPreview', (task) => task.resultPreview],
]

/** The formats of an export: what stands before the first task, and the line of each. */
export const exportLines = {
  csv: {
    contentType: 'text/csv; charset=utf-8',
    head: csvLine(columns.map(([name]) => name)),
    line: (task: TaskSummary) => csvLine(columns.map(([, value]) => value(task))),
  },
  jsonl: {
    contentType: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (task: TaskSummary) => `${JSON.stringify(task)}\n`,
  },
} as const
