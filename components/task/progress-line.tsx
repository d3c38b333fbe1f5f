import { formatNumber, formatPercent } from '@/components/ui/format-number'

/** How far the task says it is, beside its state. */
export function ProgressLine({ current, total }: { current: number; total: number }) {
  return (
    <span className="flex items-center gap-2 text-list">
      <span
        role="progressbar"
        aria-label="Progress the task reports"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={current}
        className="block h-1.5 w-24 overflow-hidden rounded-full bg-active"
      >
        <span className="block h-full bg-running" style={{ width: `${(current / total) * 100}%` }} />
      </span>
      <span className="whitespace-nowrap" data-hint={`${formatNumber(current)} of ${formatNumber(total)}`}>
        {formatPercent(current / total)}
      </span>
    </span>
  )
}
