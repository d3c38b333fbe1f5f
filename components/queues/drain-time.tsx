import { formatDuration } from '@/components/ui/format-duration'
import { UnknownDash } from '@/components/ui/unknown-dash'
import type { Queue } from '@/lib/contract/queues'

const paceHint = 'At the pace of the last 15 minutes, arrivals included.'
const unknownReason = 'No estimate: over the last 15 minutes the queue grew, stood still, or could not be sampled.'

/** When the backlog will be gone, or that there is none. */
export function DrainTime({ queue, words = false }: { queue: Queue; words?: boolean }) {
  if (queue.visible === 0) return <span className="text-muted">empty</span>
  if (queue.drainSeconds === null || queue.problem) {
    return words ? <span data-hint={unknownReason}>no drain time</span> : <UnknownDash reason={unknownReason} />
  }
  return (
    <span data-hint={paceHint}>
      {words ? 'drains in ' : ''}≈ {formatDuration(roundly(queue.drainSeconds))}
    </span>
  )
}

/** An estimate does not pretend to know the second: two digits are enough. */
function roundly(seconds: number): number {
  if (seconds < 60) return Math.max(1, Math.round(seconds / 5) * 5)
  if (seconds < 3600) return Math.round(seconds / 60) * 60
  return Math.round(seconds / 900) * 900
}
