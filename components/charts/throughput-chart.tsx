'use client'

import dynamic from 'next/dynamic'
import { BucketTable } from './bucket-table'
import type { CountBucket } from './series'
import { foldSeries, otherKey } from './stack.model'
import type { ThroughputPlotProps } from './throughput-plot'
import { useWidth } from './use-width'

/** Stacked plot, rate line and time axis: the size of what comes, so that nothing moves when it does. */
export const throughputHeight = 264

const Plot = dynamic(() => import('./throughput-plot').then(({ ThroughputPlot }) => ThroughputPlot), {
  ssr: false,
  loading: () => <div style={{ height: throughputHeight }} />,
})

type Props = Omit<ThroughputPlotProps, 'timeLabels'> & {
  hrefFor?: (bucket: CountBucket, seriesKey: string | null) => string
  /** Shows the numbers in place of the picture. */
  asTable: boolean
}

/**
 * Throughput by series with a rate under it; the same numbers as a table on request, in the same space. Series come in
 * order of importance: from the sixth on they are drawn as "Other", which is no single series and is reported as null.
 */
export function ThroughputChart({ asTable, hrefFor, onSelect, ...plot }: Props) {
  const [measure, width] = useWidth()
  const { series, buckets, rest } = foldSeries(plot.series, plot.buckets, other)
  const keyOf = (key: string | null) => (rest.length > 0 && key === otherKey ? null : key)
  return (
    <div
      ref={measure}
      style={{ height: throughputHeight }}
      className={asTable ? 'relative overflow-y-auto' : undefined}
      // What scrolls must be reachable by keyboard.
      tabIndex={asTable ? 0 : undefined}
    >
      {asTable ? (
        <BucketTable
          caption={plot.label}
          {...plot}
          {...{ series, buckets }}
          hrefFor={hrefFor && ((bucket, key) => hrefFor(bucket, keyOf(key)))}
        />
      ) : (
        <Plot
          {...plot}
          {...{ series, buckets }}
          timeLabels={Math.max(3, Math.floor(width / 64))}
          onSelect={onSelect && ((bucket, key) => onSelect(bucket, keyOf(key)))}
        />
      )}
    </div>
  )
}

const other = { label: 'Other', color: 'var(--fg-faint)' }
