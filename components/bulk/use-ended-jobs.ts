'use client'

import { useEffect, useEffectEvent, useRef } from 'react'
import { isActive } from '@/components/activity/job-state.model'
import type { BulkJob } from '@/lib/contract/bulk'

/** Calls `onEnd` once for each job that was at work or waiting on this screen and has come to its end. */
export function useEndedJobs(jobs: BulkJob[], onEnd: (job: BulkJob) => void): void {
  const active = useRef(new Set<string>())
  const ended = useEffectEvent(onEnd)
  useEffect(() => {
    for (const job of jobs) {
      if (isActive(job)) active.current.add(job.id)
      else if (active.current.delete(job.id)) ended(job)
    }
  }, [jobs])
}
