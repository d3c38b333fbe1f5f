import clsx from 'clsx'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { Bytes } from '@/components/ui/bytes'
import { formatNumber } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import { jobHref } from '@/lib/client/hrefs'
import type { BulkJob, BulkStatus } from '@/lib/contract/bulk'
import { JobSelection } from './job-selection'
import { jobTitle, statusWords } from './job-words.model'

const tones: Partial<Record<BulkStatus, string>> = { running: 'text-fg', paused: 'text-warn', failed: 'text-danger' }

/** Bulk jobs with what became of their tasks. */
export function JobsTable({ jobs, app }: { jobs: BulkJob[]; app: string | null }) {
  return (
    <Table>
      <caption className="sr-only">Bulk jobs</caption>
      <thead>
        <tr>
          <HeadCell>When</HeadCell>
          <HeadCell className="max-md:hidden">Who</HeadCell>
          <HeadCell className="w-full">What</HeadCell>
          <HeadCell number className="max-md:hidden">
            Skipped
          </HeadCell>
          <HeadCell number className="max-md:hidden">
            Failed
          </HeadCell>
          <HeadCell number className="max-md:hidden">
            Size
          </HeadCell>
          <HeadCell>Status</HeadCell>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <Row key={job.id} job={job} app={app} />
        ))}
      </tbody>
    </Table>
  )
}

function Row({ job, app }: { job: BulkJob; app: string | null }) {
  const { id, actor, status, skipped, failed, uncertain, bytes, reason, createdAt } = job
  return (
    <tr className="hover:bg-hover">
      <Cell className="whitespace-nowrap py-1.5 align-top">
        <RelativeTime at={createdAt} className="text-muted" />
      </Cell>
      <Cell className="whitespace-nowrap py-1.5 align-top max-md:hidden">
        <InertText text={actor} oneLine />
      </Cell>
      <Cell className="max-w-0 py-1.5 align-top">
        <Link href={jobHref(app, id)} prefetch={false} className="font-semibold tabular-nums hover:underline">
          {jobTitle(job)}
        </Link>
        <span className="block truncate text-muted text-small">
          <JobSelection job={job} app={app} />
        </span>
        {reason !== null && (
          <span className="block truncate text-muted text-small">
            <InertText text={reason} oneLine />
          </span>
        )}
      </Cell>
      <Cell number className="py-1.5 align-top max-md:hidden">
        {skipped === 0 ? '' : formatNumber(skipped)}
      </Cell>
      <Cell number className={clsx('py-1.5 align-top max-md:hidden', failed > 0 && 'text-danger')}>
        {failed === 0 ? '' : formatNumber(failed)}
        {uncertain > 0 && <span className="block text-warn">{formatNumber(uncertain)} uncertain</span>}
      </Cell>
      <Cell number className="py-1.5 align-top max-md:hidden">
        {bytes === 0 ? '' : <Bytes bytes={bytes} />}
      </Cell>
      <Cell className={clsx('whitespace-nowrap py-1.5 align-top', tones[status] ?? 'text-muted')}>
        {statusWords[status]}
      </Cell>
    </tr>
  )
}
