import { Sparkline } from '@/components/charts/sparkline'
import { formatNumber } from '@/components/ui/format-number'
import type { Queue } from '@/lib/contract/queues'
import { historySpan } from './queues.model'

export const trendHint = 'Depth over the last 24 hours, or since the dashboard began to sample. Each on its own scale.'

/** The depth of a queue over time, on its own scale. */
export function QueueSparkline({ queue, width }: { queue: Queue; width?: number }) {
  const readings = queue.history.map(({ at, visible }) => ({ atMs: Date.parse(at), value: visible }))
  const peak = Math.max(queue.visible, ...readings.map(({ value }) => value))
  return (
    <Sparkline
      readings={readings}
      {...historySpan(queue)}
      width={width}
      prefix="≈"
      label={`Depth up to now: about ${formatNumber(queue.visible)}, at most ${formatNumber(peak)} in 24 hours`}
    />
  )
}
