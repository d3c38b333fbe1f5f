'use client'

import { later, useLater } from '@/lib/client/later'
import { useApp } from '@/lib/client/use-app'
import { isActive } from './job-state.model'
import { useJobs } from './use-jobs'

const linkPart = later(() => import('./running-jobs-link'))

/** On every screen while a bulk job is at work: how far it is, and the way to it. Else nothing. */
export function RunningJobs({ place }: { place: 'rail' | 'bar' }) {
  const jobs = useJobs(useApp()).data?.items.filter(isActive) ?? []
  const [first] = jobs
  const JobsLink = useLater(linkPart, first !== undefined)?.RunningJobsLink
  return first && JobsLink ? <JobsLink place={place} first={first} jobs={jobs} /> : null
}
