import { formatNumber, formatPercent } from '@/components/ui/format-number'
import { bucketLabel } from './axis.model'
import type { ChartSeries, CountBucket } from './series'

type Props = {
  bucket: CountBucket | null
  series: ChartSeries[]
  bucketSeconds: number
  nowMs: number
  rate: { label: string }
}

/** What a bucket holds, in words and numbers. */
export function BucketTooltip({ bucket, series, bucketSeconds, nowMs, rate }: Props) {
  if (!bucket) return null
  const counted = series.filter(({ key }) => (bucket.values[key] ?? 0) > 0)
  return (
    <div className="min-w-44 rounded border border-line bg-raised px-3 py-2 text-[12px] leading-[18px] shadow-float">
      <p className="mb-1 text-muted">
        {bucketLabel(bucket.atMs, bucketSeconds, bucket.partial ? nowMs : undefined)}
        {bucket.partial ? ', so far' : ''}
      </p>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4">
        {counted.map(({ key, label, mark, color }) => (
          <div key={key} className="contents">
            <dt className="flex items-center gap-1.5">
              {mark ?? <span className="size-2" style={{ background: color }} />}
              {label}
            </dt>
            <dd className="text-right">{formatNumber(bucket.values[key] ?? 0)}</dd>
          </div>
        ))}
        {counted.length === 0 ? <dt className="text-muted">Nothing</dt> : null}
        {bucket.rate === null ? null : (
          <div className="col-span-2 mt-1 flex justify-between border-line border-t pt-1">
            <dt className="text-muted">{rate.label}</dt>
            <dd>{formatPercent(bucket.rate)}</dd>
          </div>
        )}
      </dl>
    </div>
  )
}
