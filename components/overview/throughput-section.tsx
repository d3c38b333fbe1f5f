'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { widthLabel } from '@/components/charts/axis.model'
import type { CountBucket } from '@/components/charts/series'
import { foldSeries } from '@/components/charts/stack.model'
import { ThroughputChart } from '@/components/charts/throughput-chart'
import { windowLabels } from '@/components/layout/window-words'
import { Button } from '@/components/ui/button'
import { formatNumber, formatPercent } from '@/components/ui/format-number'
import { Section } from '@/components/ui/section'
import { stateColor } from '@/components/ui/state-color'
import { StateMark } from '@/components/ui/state-mark'
import { tasksHref } from '@/lib/client/task-search'
import type { Overview } from '@/lib/contract/overview'
import { bucketRange, stateSeries, throughputBuckets } from './throughput.model'

/** How much ran and how it ended, over time; every bar and every word of the legend leads to its tasks. */
export function ThroughputSection({ overview, app }: { overview: Overview; app: string | null }) {
  const router = useRouter()
  const [asTable, setAsTable] = useState(false)
  const kinds = stateSeries(overview.states)
  const all = kinds.map(({ kind, label, states }) => {
    const [state = label] = states
    return {
      key: kind,
      label,
      color: stateColor(state),
      mark: <StateMark state={state} size={10} />,
      quiet: kind === 'success',
    }
  })
  const { series, buckets, rest } = foldSeries(all, throughputBuckets(overview.series), {
    label: 'Other',
    color: 'var(--state-unknown)',
  })
  const statesOf = (key: string | null) =>
    key === null
      ? []
      : kinds
          .filter(({ kind }) => kind === key || (key === 'other' && rest.includes(kind)))
          .flatMap(({ states }) => states)
  const hrefOf = (bucket: CountBucket, key: string | null) =>
    tasksHref({ app, state: statesOf(key), ...bucketRange(bucket, overview.bucketSeconds) })
  const rate = { label: 'Failure rate', color: 'var(--state-failure)' }
  return (
    <Section
      title={`Tasks per ${widthLabel(overview.bucketSeconds)}`}
      aside={
        <Button look="quiet" size="small" className="-mr-2" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Chart' : 'Table'}
        </Button>
      }
    >
      <ul className="mb-1 flex min-h-6 flex-wrap gap-x-4 text-small">
        {series.map(({ key, label, mark }) => (
          <li key={key}>
            <Link
              href={tasksHref({ app, state: statesOf(key), from: overview.from })}
              className="flex h-6 items-center gap-1.5 hover:underline"
            >
              {mark}
              {label}
              <span className="text-muted">{formatNumber(totalOf(buckets, key))}</span>
            </Link>
          </li>
        ))}
      </ul>
      <ThroughputChart
        {...{ series, buckets, asTable, rate }}
        bucketSeconds={overview.bucketSeconds}
        nowMs={Date.parse(overview.to)}
        label={inWords(overview)}
        hrefFor={hrefOf}
        onSelect={(bucket, key) => router.push(hrefOf(bucket, key))}
      />
    </Section>
  )
}

function totalOf(buckets: CountBucket[], key: string): number {
  return buckets.reduce((sum, { values }) => sum + (values[key] ?? 0), 0)
}

/** The picture in a sentence. */
function inWords({ window, finished, failed, failureRate }: Overview): string {
  const rate = failureRate === null ? '' : `, failure rate ${formatPercent(failureRate)}`
  return `Tasks over the last ${windowLabels[window]}: ${formatNumber(finished)} finished, ${formatNumber(failed)} failed${rate}.`
}
