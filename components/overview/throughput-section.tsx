'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { widthLabel } from '@/components/charts/axis.model'
import { ChartSection } from '@/components/charts/chart-section'
import type { CountBucket } from '@/components/charts/series'
import { ThroughputChart, throughputHeight } from '@/components/charts/throughput-chart'
import { windowSentences } from '@/components/layout/window-words'
import { formatNumber, formatPercent } from '@/components/ui/format-number'
import { stateColor } from '@/components/ui/state-color'
import { StateMark } from '@/components/ui/state-mark'
import { unreadableState } from '@/lib/celery/states'
import { type TaskSearch, tasksHref } from '@/lib/client/task-search'
import type { Overview } from '@/lib/contract/overview'
import { bucketRange, finalSeries, throughputBuckets } from './throughput.model'

type ThroughputOf = Pick<
  Overview,
  'bucketSeconds' | 'from' | 'to' | 'states' | 'window' | 'series' | 'finished' | 'failed' | 'failureRate'
>

/** How much finished and how it ended, over time; every bar and every word of the legend leads to its tasks. */
export function ThroughputSection(props: {
  overview: ThroughputOf
  app: string | null
  /** What every link is narrowed to besides. */
  within?: Partial<TaskSearch>
}) {
  const { overview, app, within = {} } = props
  const router = useRouter()
  const { bucketSeconds, from, to, states, window } = overview
  const finals = finalSeries(states)
  const series = finals.map(({ state }) => ({
    key: state,
    label: state,
    color: stateColor(state),
    mark: <StateMark state={state} size={10} />,
    quiet: state === 'SUCCESS',
  }))
  const hrefOf = (bucket: CountBucket, state: string | null) =>
    tasksHref({ ...within, app, state: state === null ? [] : [state], ...bucketRange(bucket, bucketSeconds) })
  return (
    <ChartSection
      title={`Finished per ${widthLabel(bucketSeconds)}`}
      aside={<Unreadable states={states} from={from} app={app} within={within} />}
      legend={
        <ul className="mb-1 flex min-h-6 flex-wrap gap-x-4 text-small">
          {finals.map(({ state, total }) => (
            <li key={state}>
              <Link
                href={tasksHref({ ...within, app, state: [state], from })}
                className="flex h-6 items-center gap-1.5 hover:underline"
              >
                <StateMark state={state} size={10} />
                {state}
                <span className="text-muted">{formatNumber(total)}</span>
              </Link>
            </li>
          ))}
        </ul>
      }
      empty={
        finals.length > 0 ? null : (
          <p style={{ height: throughputHeight }} className="flex items-center justify-center text-muted">
            No task has finished in the {windowSentences[window]}.
          </p>
        )
      }
    >
      {(asTable) => (
        <ThroughputChart
          series={series}
          buckets={throughputBuckets(overview.series)}
          bucketSeconds={bucketSeconds}
          nowMs={Date.parse(to)}
          rate={{ label: 'Failure rate', color: 'var(--state-failure)' }}
          label={inWords(overview)}
          asTable={asTable}
          hrefFor={hrefOf}
          onSelect={(bucket, state) => router.push(hrefOf(bucket, state))}
        />
      )}
    </ChartSection>
  )
}

/** Results that could not be decoded have no state and are in no bar: they are said beside the chart. */
function Unreadable(props: {
  states: Overview['states']
  from: string
  app: string | null
  within: Partial<TaskSearch>
}) {
  const count = props.states.find(({ state }) => state === unreadableState)?.count ?? 0
  if (count === 0) return null
  return (
    <Link
      href={tasksHref({ ...props.within, app: props.app, state: [unreadableState], from: props.from })}
      className="text-warn hover:underline"
    >
      {formatNumber(count)} unreadable
    </Link>
  )
}

/** The picture in a sentence. */
function inWords({ window, finished, failed, failureRate }: ThroughputOf): string {
  const rate = failureRate === null ? '' : `, failure rate ${formatPercent(failureRate)}`
  return `Tasks of the ${windowSentences[window]}: ${formatNumber(finished)} finished, ${formatNumber(failed)} failed${rate}.`
}
