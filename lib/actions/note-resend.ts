import type { ResendOutcome } from '@/lib/contract/queue-actions'
import { isSent } from '@/lib/contract/values'
import type { ActivityEntry } from './action-log'
import type { ActionParts } from './action-parts'
import { noteQueueAction } from './note-queue-action'

/** One line of the audit log for what was sent back in one go. */
export async function noteResend(
  parts: Pick<ActionParts, 'log' | 'now'>,
  target: string,
  items: ResendOutcome[],
  details: ActivityEntry['details'],
  reason: string | undefined,
): Promise<void> {
  const count = items.filter(isSent).length
  const clean = items.every(({ outcome }) => outcome === 'sent')
  const outcome = clean ? 'done' : count > 0 ? 'partly' : 'failed'
  const [first, ...others] = items
  const taskId = others.length === 0 ? (first?.taskId ?? null) : null
  await noteQueueAction(parts, {
    action: 'resend',
    target,
    outcome,
    details: { ...details, taskId },
    count,
    reason,
  })
}
