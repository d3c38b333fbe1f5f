'use client'

import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { Section } from '@/components/ui/section'
import { StaleNotice } from '@/components/ui/stale-notice'
import { jobHref } from '@/lib/client/hrefs'
import { JobButtons } from './job-buttons'
import { JobProgress } from './job-progress'
import { JobSelection } from './job-selection'
import { isActive } from './job-state.model'
import { jobTitle } from './job-words.model'
import { useJobs } from './use-jobs'

/** What is at work or about to begin. Nothing stands here while nothing is. */
export function ActiveJobs({ app }: { app: string | null }) {
  const { data, error, dataUpdatedAt, refetch } = useJobs(app)
  const jobs = data?.items.filter(isActive) ?? []
  if (error) return <StaleNotice error={error} updatedAtMs={dataUpdatedAt} onRetry={() => refetch()} className="mb-4" />
  if (jobs.length === 0) return null
  return (
    <Section title="At work" className="mb-8">
      <ul aria-label="Jobs at work" className="border-line border-t">
        {jobs.map((job) => (
          <li
            key={job.id}
            className="grid items-center gap-x-6 gap-y-2 border-line border-b py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_9.5rem]"
          >
            <div className="min-w-0 text-list">
              <Link href={jobHref(app, job.id)} className="block font-semibold tabular-nums hover:underline">
                {jobTitle(job)}
              </Link>
              <JobSelection job={job} app={app} />
              {job.trouble !== null && (
                <p className="text-warn text-small">
                  <InertText text={job.trouble} oneLine />
                </p>
              )}
            </div>
            <JobProgress job={job} />
            <div className="flex gap-2 md:justify-end">
              <JobButtons job={job} app={app} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
