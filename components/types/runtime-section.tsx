'use client'

import { ChartSection } from '@/components/charts/chart-section'
import { DepthChart } from '@/components/charts/depth-chart'
import { windowSentences } from '@/components/layout/window-words'
import { formatDuration } from '@/components/ui/format-duration'
import { formatNumber } from '@/components/ui/format-number'
import type { TypeDetail } from '@/lib/contract/types'
import { runtimeRows } from './runtime.model'

const lines = [
  { key: 'p50', label: 'p50', color: 'var(--accent)', filled: true },
  { key: 'p95', label: 'p95', color: 'var(--fg)', dash: '6 3' },
  { key: 'p99', label: 'p99', color: 'var(--fg-muted)', dash: '2 3' },
]

/** How long the tasks of a type took, over time. */
export function RuntimeSection({ type }: { type: TypeDetail }) {
  const { runtime, window, from, to } = type
  return (
    <ChartSection
      title="Run time"
      aside={
        runtime && (
          <span data-hint="Percentiles are off by at most 3 %; the maximum is exact.">
            of {formatNumber(runtime.count)} tasks
          </span>
        )
      }
      empty={
        runtime ? null : (
          <p className="border-line border-t py-3 text-list text-muted">
            No run time is known for the {windowSentences[window]}. Celery stores none; it is measured from the first
            sight of STARTED. Set task_track_started = True to have starts stored.
          </p>
        )
      }
    >
      {(asTable) =>
        runtime && (
          <DepthChart
            lines={lines}
            rows={runtimeRows(type.series)}
            fromMs={Date.parse(from)}
            toMs={Date.parse(to)}
            format={(ms) => formatDuration(ms / 1000)}
            label={`Run time of the ${windowSentences[window]}: half took less than ${formatDuration(runtime.p50)}, 95 of 100 less than ${formatDuration(runtime.p95)}.`}
            asTable={asTable}
          />
        )
      }
    </ChartSection>
  )
}
