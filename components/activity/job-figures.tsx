import type { ReactNode } from 'react'
import { Bytes } from '@/components/ui/bytes'
import { FigureRow, figureCell } from '@/components/ui/figure-row'
import { formatNumber } from '@/components/ui/format-number'
import type { BulkDetail } from '@/lib/contract/bulk'

/** The counters of a job. They add up: done, skipped, failed and uncertain are what was looked at. */
export function JobFigures({ job }: { job: BulkDetail }) {
  const uncertain = job.uncertain > 0 ? `, ${formatNumber(job.uncertain)} uncertain` : ''
  return (
    <FigureRow>
      <Key label="Looked at" note={`of ${formatNumber(job.total)} chosen`}>
        {formatNumber(job.processed)}
      </Key>
      <Key
        label={job.kind === 'forget' ? 'Forgotten' : 'Sent again'}
        note={job.archive ? 'after a copy to the archive' : ''}
      >
        {formatNumber(job.done)}
      </Key>
      <Key label={job.kind === 'forget' ? 'Freed' : 'Results'} note="stored bytes">
        <Bytes bytes={job.bytes} />
      </Key>
      <Key label="Skipped" note="left as they were">
        {formatNumber(job.skipped)}
      </Key>
      <Key label="Failed" note={uncertain.replace(', ', '')}>
        <span className={job.failed > 0 ? 'text-danger' : undefined}>{formatNumber(job.failed)}</span>
      </Key>
    </FigureRow>
  )
}

function Key({ label, note, children }: { label: string; note: string; children: ReactNode }) {
  return (
    <li className={figureCell}>
      <div className="min-h-[84px] py-3 text-muted text-small">
        <span className="block">{label}</span>
        <span className="block truncate font-semibold text-fg text-figure tabular-nums">{children}</span>
        {note}
      </div>
    </li>
  )
}
