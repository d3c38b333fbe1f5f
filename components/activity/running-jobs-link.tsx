'use client'

import clsx from 'clsx'
import Link from 'next/link'
import { formatNumber } from '@/components/ui/format-number'
import { activityHref, jobHref } from '@/lib/client/hrefs'
import { useApp } from '@/lib/client/use-app'
import type { BulkJob } from '@/lib/contract/bulk'
import { jobTitle } from './job-words.model'

type Props = { place: 'rail' | 'bar'; first: BulkJob; jobs: BulkJob[] }

/** How far the jobs are, and the way to them. */
export function RunningJobsLink({ place, first, jobs }: Props) {
  const app = useApp()
  const total = jobs.reduce((sum, job) => sum + job.total, 0)
  const processed = jobs.reduce((sum, job) => sum + job.processed, 0)
  const percent = total > 0 ? Math.floor((processed / total) * 100) : 0
  const words = jobs.length === 1 ? jobTitle(first) : `${formatNumber(jobs.length)} bulk jobs`
  return (
    <Link
      href={jobs.length === 1 ? jobHref(app, first.id) : activityHref(app)}
      data-hint={words}
      aria-label={`${words}, ${percent} %`}
      className={clsx(
        'relative flex shrink-0 items-center gap-2 rounded text-muted text-small tabular-nums hover:bg-hover hover:text-fg',
        place === 'rail' ? 'h-8 px-2.5 rail-narrow:justify-center rail-narrow:px-0' : 'h-10 px-2',
      )}
    >
      <span className={clsx('min-w-0 flex-1 truncate', place === 'rail' ? 'rail-narrow:sr-only' : 'sr-only')}>
        {words}
      </span>
      <span>{percent} %</span>
      <span aria-hidden="true" className="absolute inset-x-2.5 bottom-0.5 h-0.5 overflow-hidden rounded-full bg-active">
        <span className="block h-full bg-accent" style={{ width: `${percent}%` }} />
      </span>
    </Link>
  )
}
