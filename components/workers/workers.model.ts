import { formatDuration } from '@/components/ui/format-duration'
import type { LostTask, Worker } from '@/lib/contract/workers'

/** How the failure rate moved against the window before, in percentage points; null where either is not known. */
export function rateChange({ failureRate, previous }: Pick<Worker, 'failureRate' | 'previous'>): number | null {
  if (failureRate === null || previous.failureRate === null) return null
  return (failureRate - previous.failureRate) * 100
}

/** "▲ 1.2 pt" or "▼ 0.4 pt"; null where it stayed within a tenth of a point. */
export function changeInWords(points: number | null): string | null {
  if (points === null || Math.abs(points) < 0.1) return null
  return `${points > 0 ? '▲' : '▼'} ${Math.abs(points).toFixed(1)} pt`
}

/** The limit a lost task is over, and where it comes from. */
export function limitSentence({
  limitSeconds,
  limitSource,
  queue,
}: Pick<LostTask, 'limitSeconds' | 'limitSource' | 'queue'>) {
  const limit = formatDuration(limitSeconds)
  switch (limitSource) {
    case 'queue':
      return `${limit}: the visibility timeout of queue ${queue ?? ''}.`
    case 'setting':
      return `${limit}: visibility_timeout of CELERY_BROKER_TRANSPORT_OPTIONS; the queue’s own is not known.`
    case 'default':
      return `${limit}: kombu’s default; neither the queue’s visibility timeout nor the setting is known.`
  }
}
