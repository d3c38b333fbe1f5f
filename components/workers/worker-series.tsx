'use client'

import { useRouter } from 'next/navigation'
import { widthLabel } from '@/components/charts/axis.model'
import { ChartSection } from '@/components/charts/chart-section'
import type { CountBucket } from '@/components/charts/series'
import { ThroughputChart, throughputHeight } from '@/components/charts/throughput-chart'
import { windowSentences } from '@/components/layout/window-words'
import { bucketRange, finalSeries, throughputBuckets } from '@/components/overview/throughput.model'
import { formatNumber } from '@/components/ui/format-number'
import { stateColor } from '@/components/ui/state-color'
import { StateMark } from '@/components/ui/state-mark'
import { tasksHref } from '@/lib/client/task-search'
import type { WorkerDetail } from '@/lib/contract/workers'
import { allOf, fieldText } from '@/lib/search/print-search'

/** What the worker finished over time; each bar leads to its tasks. */
export function WorkerSeries({ worker, app }: { worker: WorkerDetail; app: string | null }) {
  const router = useRouter()
  const { bucketSeconds, states, window, to } = worker
  const finals = finalSeries(states)
  const hrefOf = (bucket: CountBucket, state: string | null) =>
    tasksHref({
      app,
      q: allOf(fieldText('worker', worker.worker), state === null ? '' : fieldText('state', state)),
      ...bucketRange(bucket, bucketSeconds),
    })
  return (
    <ChartSection
      title={`Finished per ${widthLabel(bucketSeconds)}`}
      empty={
        finals.length > 0 ? null : (
          <p style={{ height: throughputHeight }} className="flex items-center justify-center text-muted">
            It has finished no task in the {windowSentences[window]}.
          </p>
        )
      }
    >
      {(asTable) => (
        <ThroughputChart
          series={finals.map(({ state }) => ({
            key: state,
            label: state,
            color: stateColor(state),
            mark: <StateMark state={state} size={10} />,
            quiet: state === 'SUCCESS',
          }))}
          buckets={throughputBuckets(worker.series)}
          bucketSeconds={bucketSeconds}
          nowMs={Date.parse(to)}
          rate={{ label: 'Failure rate', color: 'var(--state-failure)' }}
          label={`Tasks of ${worker.worker}, ${windowSentences[window]}: ${formatNumber(worker.finished)} finished, ${formatNumber(worker.failed)} failed.`}
          asTable={asTable}
          hrefFor={hrefOf}
          onSelect={(bucket, state) => router.push(hrefOf(bucket, state))}
        />
      )}
    </ChartSection>
  )
}
