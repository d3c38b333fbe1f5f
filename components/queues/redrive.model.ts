import { formatNumber } from '@/components/ui/format-number'
import type { RedriveState } from '@/lib/contract/queue-actions'

/** How a redrive stands, in a sentence. Its counts are approximate. */
export function redriveSentence({ status, moved, toMove, perSecond, failure }: RedriveState): string {
  const of = toMove === null ? '' : ` of ≈${formatNumber(toMove)}`
  const done = `≈${formatNumber(moved)}${of} moved`
  switch (status) {
    case 'running':
      return `Running: ${done}${perSecond === null ? '' : `, ${formatNumber(perSecond)} a second at most`}.`
    case 'completed':
      return `The last redrive is complete: ${done}.`
    case 'cancelling':
      return `Stopping: ${done}.`
    case 'cancelled':
      return `The last redrive was stopped: ${done}; what was moved stays moved.`
    case 'failed':
      return `The last redrive failed: ${done}. ${failure ?? 'SQS gives no reason.'}`
  }
}
