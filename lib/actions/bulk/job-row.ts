import type { BulkJob } from '@/lib/contract/bulk'
import type { BulkJob as Row } from '@/prisma/generated/sqlite/client'
import type { Frozen } from './frozen'

/** A job as the one who does it needs it. */
export type RunningJob = {
  id: string
  kind: BulkJob['kind']
  frozen: Frozen
  cursor: string
  perSecond: number | null
  archive: boolean
}

export function toRunningJob({ id, kind, frozen, cursor, perSecond, archive }: Row): RunningJob {
  // create-bulk-job.ts wrote both.
  return { id, kind: kind as BulkJob['kind'], frozen: JSON.parse(frozen) as Frozen, cursor, perSecond, archive }
}
