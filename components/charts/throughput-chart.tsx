'use client'

import dynamic from 'next/dynamic'
import { BucketTable } from './bucket-table'
import type { CountBucket } from './series'
import type { ThroughputPlotProps } from './throughput-plot'
import { useWidth } from './use-width'

/** Stacked plot, rate line and time axis: the size of what comes, so that nothing moves when it does. */
export const throughputHeight = 264

const Plot = dynamic(() => import('./throughput-plot').then(({ ThroughputPlot }) => ThroughputPlot), {
  ssr: false,
  loading: () => <div style={{ height: throughputHeight }} />,
})

type Props = Omit<ThroughputPlotProps, 'timeLabels'> & {
  hrefFor?: (bucket: CountBucket, seriesKey: string) => string | null
  /** Shows the numbers in place of the picture. */
  asTable: boolean
}

/** Throughput by series with a rate under it; the same numbers as a table on request, in the same space. */
export function ThroughputChart({ asTable, hrefFor, ...plot }: Props) {
  const [measure, width] = useWidth()
  return (
    <div ref={measure} style={{ height: throughputHeight }} className={asTable ? 'overflow-y-auto' : undefined}>
      {asTable ? (
        <BucketTable caption={plot.label} {...plot} hrefFor={hrefFor} />
      ) : (
        <Plot {...plot} timeLabels={Math.max(3, Math.floor(width / 64))} />
      )}
    </div>
  )
}
