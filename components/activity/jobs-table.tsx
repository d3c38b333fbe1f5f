import clsx from 'clsx'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { Bytes } from '@/components/ui/bytes'
import { formatNumber } from '@/components/ui/format-number'
import { Cell } from '@/components/ui/table'
import { jobHref } from '@/lib/client/hrefs'
import type { BulkJob, BulkStatus } from '@/lib/contract/bulk'
import { JobSelection } from './job-selection'
import { jobTitle, statusWords } from './job-words.model'
import { LogRow, LogTable } from './log-table'

const tones: Partial<Record<BulkStatus, string>> = { running: 'text-fg', paused: 'text-warn', failed: 'text-danger' }

/** Bulk jobs with what became of their tasks. */
export function JobsTable({ jobs, app }: { jobs: BulkJob[]; app: string | null }) {
  return (
    <LogTable caption="Bulk jobs" figures={['Skipped', 'Failed', 'Size']} ending="Status">
      {jobs.map((job) => (
        <Row key={job.id} job={job} app={app} />
      ))}
    </LogTable>
  )
}

function Row({ job, app }: { job: BulkJob; app: string | null }) {
  const { id, actor, status, skipped, failed, uncertain, bytes, reason, createdAt } = job
  return (
    <LogRow
      at={createdAt}
      actor={actor}
      what={
        <>
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
        </>
      }
    >
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
    </LogRow>
  )
}
