'use client'

import { useState } from 'react'
import { DepthChart } from '@/components/charts/depth-chart'
import type { DepthLine } from '@/components/charts/depth-plot'
import { Button } from '@/components/ui/button'
import { formatDuration } from '@/components/ui/format-duration'
import { formatNumber } from '@/components/ui/format-number'
import { Section } from '@/components/ui/section'
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
  const [asTable, setAsTable] = useState(false)
  const rows = queue.history.map(({ at, ...values }) => ({ atMs: Date.parse(at), values }))
  const span = historySpan(queue)
  const peak = Math.max(queue.visible, ...rows.map(({ values }) => values.visible))
  const delayed = rows.some(({ values }) => values.delayed > 0)
  return (
    <Section
      title={`Depth, last ${formatDuration((span.toMs - span.fromMs) / 1000)}`}
      aside={
        <>
          <span>at most ≈{formatNumber(peak)} waiting</span>
          <Button
            look="quiet"
            size="small"
            className="-mr-2"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? 'Chart' : 'Table'}
          </Button>
        </>
      }
    >
      <DepthChart
        lines={delayed ? lines : lines.filter(({ key }) => key !== 'delayed')}
        rows={rows}
        {...span}
        prefix="≈"
        asTable={asTable}
        label={`Depth of ${queue.name} over time: about ${formatNumber(queue.visible)} now, at most ${formatNumber(peak)}.`}
      />
    </Section>
  )
}
