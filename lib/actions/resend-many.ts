import type { Use } from '@/lib/broker/broker'
import { readTaskMessage } from '@/lib/celery/task-message'
import type { ResendManyAnswer, ResendManyRequest, ResendOutcome } from '@/lib/contract/queue-actions'
import { isSent } from '@/lib/contract/values'
import type { Clock } from '@/lib/sync/clock'
import type { ActionParts } from './action-parts'
import { createThrottle } from './bulk/throttle'
import { brokerWith, findQueue } from './find-queue'
import { noteResend } from './note-resend'
import { sendBack, troubleAfter } from './send-back'

/** Looking further costs a request for each ten, and a queue begins with much the same messages each time. */
const lookAtMost = 10_000
/** A caller shows how far it is, and can stop, after so long at the latest. */
const longestMs = 10_000
/** Longer than a call takes, so that nothing is received twice within it. */
const holdSeconds = 60

/**
 * Sends the next messages of a queue back, all or those of one task type, until `atMost` were sent; what is of another
 * type, or refused, is given back at the end. Works for every queue, also where messages were put by hand and SQS itself
 * cannot redrive them. Ends early where the queue gives no more, or the time is up: call it again. Throws
 * `no_such_queue`; never for a single message, see the outcomes.
 */
export async function resendMany(
  parts: ActionParts,
  clock: Clock,
  queueName: string,
  { atMost, name, to, perSecond, withoutExpiry, reason }: ResendManyRequest,
  signal: AbortSignal,
): Promise<ResendManyAnswer> {
  const broker = brokerWith(parts, 'borrow', 'send')
  const from = await findQueue(broker, queueName, signal)
  const chosen = to === undefined ? null : await findQueue(broker, to, signal)
  const throttle = createThrottle(clock, perSecond ?? null)
  const untilMs = clock.now() + longestMs
  const isOver = () => signal.aborted || clock.now() >= untilMs
  const items: ResendOutcome[] = []
  let received = 0
  let left = atMost
  const use: Use = async (messages, remove) => {
    received += messages.length
    for (const message of messages) {
      if (left === 0 || isOver()) return 'enough'
      if (name !== undefined && readTaskMessage(message.body).name !== name) continue
      // Who left while it waited gets nothing sent any more.
      await throttle(1, signal)
      const outcome = await sendBack(parts, broker, message, { from, to: chosen, edit: { withoutExpiry } }, remove)
      items.push(outcome)
      if (isSent(outcome)) left -= 1
    }
    return left === 0 || isOver() ? 'enough' : 'more'
  }
  const answer = await broker.borrow(from, { atMost: lookAtMost, holdSeconds }, use, signal).then(
    ({ ended }) => ({ ended: ended === 'enough' && left > 0 ? ('time' as const) : ended, trouble: null }),
    (error: unknown) => ({ ended: 'time' as const, trouble: troubleAfter(items, error) }),
  )
  const details = { to: to ?? null, type: name ?? null, atMost, perSecond: perSecond ?? null }
  if (items.length > 0) await noteResend(parts, queueName, items, details, reason)
  return { items, received, ...answer }
}
