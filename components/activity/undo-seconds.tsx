'use client'

import { useClockText } from '@/lib/client/clock'
import type { BulkJob } from '@/lib/contract/bulk'
import { secondsToUndo } from './job-state.model'

/** "in 27 s", ticking, and "now" when the time is over. */
export function UndoSeconds({ job }: { job: Pick<BulkJob, 'startsAt'> }) {
  const text = useClockText((nowMs) => {
    const seconds = secondsToUndo(job, nowMs)
    return seconds === 0 ? 'now' : `in ${seconds} s`
  }, 'soon')
  return <span className="tabular-nums">{text}</span>
}
