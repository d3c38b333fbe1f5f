'use client'

import { ChartSection } from '@/components/charts/chart-section'
import { DepthChart } from '@/components/charts/depth-chart'
import type { DepthLine } from '@/components/charts/depth-plot'
import { formatDuration } from '@/components/ui/format-duration'
import { formatNumber } from '@/components/ui/format-number'
import type { Queue } from '@/lib/contract/queues'
import { historySpan } from './queues.model'

// Not states of tasks, so not their colours: told apart by weight and dashes.
const lines: DepthLine[] = [
  { key: 'visible', label: 'Waiting', color: 'var(--fg)', filled: true },
  { key: 'inFlight', label: 'In flight', color: 'var(--fg-muted)', dash: '5 3' },
  { key: 'delayed', label: 'Delayed', color: 'var(--fg-faint)', dash: '1.5 3' },
]

/** Depth over 24 hours as the dashboard has sampled it: SQS itself keeps no history. */
export function QueueHistory({ queue }: { queue: Queue }) {
  const rows = queue.history.map(({ at, ...values }) => ({ atMs: Date.parse(at), values }))
  const span = historySpan(queue)
  const peak = Math.max(queue.visible, ...rows.map(({ values }) => values.visible))
  const delayed = rows.some(({ values }) => values.delayed > 0)
  return (
    <ChartSection
      title={`Depth, last ${formatDuration((span.toMs - span.fromMs) / 1000)}`}
      aside={<span>at most ≈{formatNumber(peak)} waiting</span>}
      empty={null}
    >
      {(asTable) => (
        <DepthChart
          lines={delayed ? lines : lines.filter(({ key }) => key !== 'delayed')}
          rows={rows}
          {...span}
          prefix="≈"
          asTable={asTable}
          label={`Depth of ${queue.name} over time: about ${formatNumber(queue.visible)} now, at most ${formatNumber(peak)}.`}
        />
      )}
    </ChartSection>
  )
}
