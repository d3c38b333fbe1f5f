'use client'

import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { PageTitle } from '@/components/layout/page-title'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { ExactTime } from '@/components/ui/exact-time'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { StaleNotice } from '@/components/ui/stale-notice'
import { ApiError } from '@/lib/client/api-error'
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
  const { data: job, error, dataUpdatedAt, isFetching, refetch } = useJob(app, jobId)
  return (
    <>
      <PageTitle
        title={job ? jobTitle(job) : 'Bulk job'}
        aside={
          <Link href={activityHref(app)} className="text-list hover:text-fg hover:underline">
            All activity
          </Link>
        }
      >
        {job && <JobButtons job={job} app={app} />}
      </PageTitle>
      {job ? (
        <div className="flex max-w-[1440px] flex-col gap-6">
          {error && <StaleNotice error={error} updatedAtMs={dataUpdatedAt} onRetry={() => refetch()} />}
          {job.trouble !== null && (
            <Notice tone={job.status === 'failed' ? 'danger' : 'warn'}>
              <InertText text={job.trouble} />
            </Notice>
          )}
          {isActive(job) && <JobProgress job={job} />}
          <JobFigures job={job} />
          <Facts job={job} app={app} />
          <JobOutcomes job={job} app={app} />
        </div>
      ) : error instanceof ApiError && error.code === 'not_found' ? (
        <EmptyState title="There is no such job">{error.message}</EmptyState>
      ) : error ? (
        <ErrorState title="The job could not be loaded" error={error} onRetry={() => refetch()} retrying={isFetching} />
      ) : (
        <div className="flex flex-col gap-6" aria-busy="true">
          <p className="sr-only" role="status">
            Loading the job
          </p>
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-40 w-full max-w-2xl" />
        </div>
      )}
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
