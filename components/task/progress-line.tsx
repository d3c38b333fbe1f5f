import { formatNumber, formatPercent } from '@/components/ui/format-number'

export function ProgressLine({ current, total }: { current: number; total: number }) {
  return (
    <div className="flex max-w-md items-center gap-3 py-1 text-list">
      <div
        role="progressbar"
        aria-label="Progress the task reports"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={current}
        className="h-1.5 flex-1 overflow-hidden rounded-full bg-active"
      >
        <div className="h-full bg-running" style={{ width: `${(current / total) * 100}%` }} />
      </div>
      <span className="shrink-0">
        {formatNumber(current)} of {formatNumber(total)}{' '}
        <span className="text-muted">{formatPercent(current / total)}</span>
      </span>
    </div>
  )
}
