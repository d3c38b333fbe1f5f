import { formatDuration } from '@/components/ui/format-duration'
import { formatNumber } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import type { WorkflowTotals } from './drawing.model'

/** "24 tasks, 3 failed, 1 unfinished, 2 not stored". */
export function totalsInWords({ tasks, failed, unfinished, missing }: WorkflowTotals): string {
  return [
    tasks === 1 ? '1 task' : `${formatNumber(tasks)} tasks`,
    failed > 0 ? `${formatNumber(failed)} failed` : null,
    unfinished > 0 ? `${formatNumber(unfinished)} unfinished` : null,
    missing > 0 ? `${formatNumber(missing)} not stored` : null,
  ]
    .filter(Boolean)
    .join(', ')
}

/** The answer in a line: how much there is, how it went, and when. */
export function WorkflowTotalsLine({ totals }: { totals: WorkflowTotals }) {
  const { tasks, failed, unfinished, missing, firstMs, lastMs } = totals
  return (
    <p>
      <span className="font-semibold">{tasks === 1 ? '1 task' : `${formatNumber(tasks)} tasks`}</span>
      {failed > 0 && <span className="font-semibold text-danger">, {formatNumber(failed)} failed</span>}
      {unfinished > 0 && <span>, {formatNumber(unfinished)} unfinished</span>}
      {missing > 0 && (
        <span
          className="cursor-help"
          data-hint="Nothing is stored under these ids: still queued, results ignored, or forgotten."
        >
          , {formatNumber(missing)} not stored
        </span>
      )}
      {failed + unfinished + missing === 0 && <span className="text-muted">, all done</span>}
      {firstMs !== null && lastMs !== null && (
        <span className="text-muted">
          {' · '}
          {lastMs > firstMs && `${formatDuration((lastMs - firstMs) / 1000)} from the first result to the last, `}
          <RelativeTime at={new Date(lastMs).toISOString()} />
        </span>
      )}
    </p>
  )
}
