import { Sparkline } from '@/components/charts/sparkline'
import { formatNumber } from '@/components/ui/format-number'
import type { Queue } from '@/lib/contract/queues'

const dayMs = 86_400_000

/** The depth of a queue over 24 hours, on its own scale. */
export function QueueSparkline({ queue, width }: { queue: Queue; width?: number }) {
  const toMs = Date.parse(queue.sampledAt)
  const readings = queue.history.map(({ at, visible }) => ({ atMs: Date.parse(at), value: visible }))
  const peak = Math.max(queue.visible, ...readings.map(({ value }) => value))
  return (
    <Sparkline
      readings={readings}
      fromMs={toMs - dayMs}
      toMs={toMs}
      width={width}
      prefix="≈"
      label={`Depth over 24 hours: about ${formatNumber(queue.visible)} now, at most ${formatNumber(peak)}`}
    />
  )
}
