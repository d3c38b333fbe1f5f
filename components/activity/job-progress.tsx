import { Fragment } from 'react'
import { formatNumber } from '@/components/ui/format-number'
import { stateColor } from '@/components/ui/state-color'
import type { BulkJob } from '@/lib/contract/bulk'
import { timeLeft } from './job-words.model'
import { UndoSeconds } from './undo-seconds'

/** How far a job is, as a bar and in words. */
export function JobProgress({ job }: { job: BulkJob }) {
  const { total, done, skipped, failed, uncertain, status, pace, processed } = job
  const share = (count: number) => `${total > 0 ? (count / total) * 100 : 0}%`
  const left = timeLeft(job)
  const facts: [string, string?][] = [
    [`${formatNumber(processed)} of ${formatNumber(total)}`],
    ...(skipped > 0 ? [[`${formatNumber(skipped)} skipped`] as [string]] : []),
    ...(uncertain > 0 ? [[`${formatNumber(uncertain)} uncertain`, 'text-warn'] as [string, string]] : []),
    ...(failed > 0 ? [[`${formatNumber(failed)} failed`, 'text-danger'] as [string, string]] : []),
    ...(status === 'running' && pace !== null ? [[`${formatNumber(pace)} a second`] as [string]] : []),
    ...(left === null ? [] : [[left] as [string]]),
  ]
  return (
    <div className="min-w-0">
      <div
        role="progressbar"
        aria-label="Progress"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={Math.min(processed, total)}
        className="flex h-1.5 w-full overflow-hidden rounded-full bg-active"
      >
        <span style={{ width: share(failed + uncertain), background: stateColor('FAILURE') }} />
        <span style={{ width: share(done), background: 'var(--accent)' }} />
        <span className="bg-line-strong" style={{ width: share(skipped) }} />
      </div>
      <p className="mt-1 text-muted text-small tabular-nums">
        {status === 'waiting' ? (
          <>
            Begins <UndoSeconds job={job} />. Nothing has been done yet.
          </>
        ) : (
          facts.map(([text, tone], index) => (
            <Fragment key={text}>
              {index > 0 && ' · '}
              <span className={tone}>{text}</span>
            </Fragment>
          ))
        )}
      </p>
    </div>
  )
}
