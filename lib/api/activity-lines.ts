import type { Activity } from '@/lib/contract/activity'
import { csvLine } from './csv'

const columns = [
  'id',
  'at',
  'actor',
  'action',
  'target',
  'outcome',
  'filter',
  'count',
  'bytes',
  'reason',
  'jobId',
] as const satisfies (keyof Activity)[]

/** The audit log as a file: what stands before the first line, and each line. Details are JSON in the last column. */
export const activityLines = {
  csv: {
    contentType: 'text/csv; charset=utf-8',
    head: csvLine([...columns, 'details']),
    line: (activity: Activity) => csvLine([...columns.map((name) => activity[name]), JSON.stringify(activity.details)]),
  },
  jsonl: {
    contentType: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (activity: Activity) => `${JSON.stringify(activity)}\n`,
  },
} as const
