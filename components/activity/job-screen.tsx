'use client'

import { InertText } from '@/components/json/inert-text'
import { PageTitle } from '@/components/layout/page-title'
import { UpLink } from '@/components/layout/up-link'
import { ExactTime } from '@/components/ui/exact-time'
import { formatNumber } from '@/components/ui/format-number'
import { Loaded } from '@/components/ui/loaded'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { activityHref } from '@/lib/client/hrefs'
import { useApp } from '@/lib/client/use-app'
import type { BulkDetail } from '@/lib/contract/bulk'
import { JobButtons } from './job-buttons'
import { JobFigures } from './job-figures'
import { JobOutcomes } from './job-outcomes'
import { JobProgress } from './job-progress'
import { JobSelection } from './job-selection'
import { isActive } from './job-state.model'
import { jobTitle } from './job-words.model'
import { useJob } from './use-jobs'

/** One bulk job: how far it is, and what it did not do and why. */
export function JobScreen({ jobId }: { jobId: string }) {
  const app = useApp()
  const query = useJob(app, jobId)
  const job = query.data
  return (
    <>
      <PageTitle
        title={job ? jobTitle(job) : 'Bulk job'}
        aside={<UpLink href={activityHref(app)}>All activity</UpLink>}
      >
        {job && <JobButtons job={job} app={app} />}
      </PageTitle>
      <Loaded
        query={query}
        what="the job"
        className="flex max-w-[1440px] flex-col gap-6"
        missing={{ title: 'There is no such job' }}
        skeleton={
          <>
            <Skeleton className="h-24 w-full" />
            <Skeleton className="h-40 w-full max-w-2xl" />
          </>
        }
      >
        {(loaded) => (
          <>
            {loaded.trouble !== null && (
              <Notice tone={loaded.status === 'failed' ? 'danger' : 'warn'}>
                <InertText text={loaded.trouble} />
              </Notice>
            )}
            {isActive(loaded) && <JobProgress job={loaded} />}
            <JobFigures job={loaded} />
            <Facts job={loaded} app={app} />
            <JobOutcomes job={loaded} app={app} />
          </>
        )}
      </Loaded>
    </>
  )
}

function Facts({ job, app }: { job: BulkDetail; app: string | null }) {
  const { restorable } = job
  const times: [string, string | null][] = [
    ['Asked for', job.createdAt],
    [job.status === 'waiting' ? 'Begins' : 'Begun', job.status === 'waiting' ? job.startsAt : job.startedAt],
    ['Ended', job.finishedAt],
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-list [&_dt]:text-muted">
      <dt>Tasks</dt>
      <dd>
        <JobSelection job={job} app={app} />
      </dd>
      <dt>Asked by</dt>
      <dd>
        <InertText text={job.actor} oneLine />
      </dd>
      {job.reason !== null && (
        <>
          <dt>Reason</dt>
          <dd className="wrap-anywhere">
            <InertText text={job.reason} />
          </dd>
        </>
      )}
      {times.map(
        ([label, at]) =>
          at !== null && (
            <div key={label} className="contents">
              <dt>{label}</dt>
              <dd>
                <ExactTime at={at} />
              </dd>
            </div>
          ),
      )}
      {job.perSecond !== null && (
        <>
          <dt>Speed limit</dt>
          <dd>{formatNumber(job.perSecond)} a second</dd>
        </>
      )}
      {restorable !== null && (
        <>
          <dt>In the archive</dt>
          <dd>
            {formatNumber(restorable.count)}
            {restorable.until !== null && (
              <>
                {' until '}
                <ExactTime at={restorable.until} />
              </>
            )}
          </dd>
        </>
      )}
    </dl>
  )
}
