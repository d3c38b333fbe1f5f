import type { BulkJob } from '@/lib/contract/bulk'
import type { BulkJob as Row } from '@/prisma/generated/sqlite/client'
import type { Frozen } from './frozen'

/** A job as the one who does it needs it. */
export type RunningJob = {
  id: string
  kind: BulkJob['kind']
  frozen: Frozen
  cursor: string
  /** Tasks of which it is noted how it ended for them. */
  processed: number
  perSecond: number | null
  archive: boolean
  /** Only what is under way is still to be noted. */
  aborted: boolean
}

export function toRunningJob(row: Row): RunningJob {
  const { id, kind, frozen, cursor, perSecond, archive, status } = row
  const processed = row.done + row.skipped + row.failed + row.uncertain
  // create-bulk-job.ts wrote both.
  const common = { id, cursor, processed, perSecond, archive, aborted: status === 'aborted' }
  return { ...common, kind: kind as BulkJob['kind'], frozen: JSON.parse(frozen) as Frozen }
}
