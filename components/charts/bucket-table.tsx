import Link from 'next/link'
import { formatNumber, formatPercent } from '@/components/ui/format-number'
import { bucketLabel } from './axis.model'
import type { ChartSeries, CountBucket } from './series'

type Props = {
  caption: string
  series: ChartSeries[]
  buckets: CountBucket[]
  bucketSeconds: number
  nowMs: number
  rate: { label: string }
  hrefFor?: (bucket: CountBucket, seriesKey: string) => string
}

/** The numbers behind a chart, newest first, each a link where there is something to look at. */
export function BucketTable({ caption, series, buckets, bucketSeconds, nowMs, rate, hrefFor }: Props) {
  return (
    <table className="w-full text-list">
      <caption className="sr-only">{caption}</caption>
      <thead className="sticky top-0 bg-bg">
        <tr className="text-left text-muted">
          <th className="py-1 pr-4 font-normal">From – to</th>
          {series.map(({ key, label }) => (
            <th key={key} className="px-2 py-1 text-right font-normal">
              {label}
            </th>
          ))}
          <th className="py-1 pl-2 text-right font-normal">{rate.label}</th>
        </tr>
      </thead>
      <tbody>
        {buckets.toReversed().map((bucket) => (
          <tr key={bucket.atMs} className="border-line border-t">
            <th scope="row" className="whitespace-nowrap py-1 pr-4 text-left font-normal text-muted">
              {bucketLabel(bucket.atMs, bucketSeconds, bucket.partial ? nowMs : undefined)}
              {bucket.partial ? ', so far' : ''}
            </th>
            {series.map(({ key }) => {
              const count = bucket.values[key] ?? 0
              const href = count > 0 ? hrefFor?.(bucket, key) : null
              return (
                <td key={key} className="px-2 py-1 text-right">
                  {href ? (
                    <Link href={href} className="hover:underline">
                      {formatNumber(count)}
                    </Link>
                  ) : (
                    formatNumber(count)
                  )}
                </td>
              )
            })}
            <td className="py-1 pl-2 text-right">{bucket.rate === null ? '–' : formatPercent(bucket.rate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
