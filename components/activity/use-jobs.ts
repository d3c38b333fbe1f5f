'use client'

import { useQuery } from '@tanstack/react-query'
import { bulkJobQuery, bulkJobsQuery } from '@/lib/client/queries/bulk'
import { refreshEvery, refreshPolicy, useRefreshPaused } from '@/lib/client/refresh'
import { isActive } from './job-state.model'

/** The newest jobs, asked for every second while one is at work and rarely otherwise. */
export function useJobs(app: string | null) {
  const paused = useRefreshPaused()
  const options = bulkJobsQuery(app)
  const known = useQuery({ ...options, enabled: false }).data
  const busy = known?.items.some(isActive) ?? false
  return useQuery({ ...options, ...refreshPolicy(busy ? refreshEvery.busyJobs : refreshEvery.quietJobs, paused) })
}

/** One job, asked for again until it has come to its end. */
export function useJob(app: string | null, jobId: string) {
  const paused = useRefreshPaused()
  const options = bulkJobQuery(app, jobId)
  const known = useQuery({ ...options, enabled: false }).data
  const every = known === undefined || isActive(known) ? refreshEvery.busyJobs : refreshEvery.quietJobs
  return useQuery({ ...options, ...refreshPolicy(every, paused) })
}
