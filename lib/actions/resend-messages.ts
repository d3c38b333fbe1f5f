import type { Use } from '@/lib/broker/broker'
import { checkArguments } from '@/lib/celery/call-arguments'
import type { MessageEditRequest, ResendOutcome, ResendRequest } from '@/lib/contract/queue-actions'
import { AppError } from '@/lib/errors'
import type { ActionParts } from './action-parts'
import { brokerWith, findQueue } from './find-queue'
import { noteResend } from './note-resend'
import { sendBack, troubleAfter } from './send-back'

/** A queue hands out a random sample; a message that is not among so many is not looked for any longer. */
const lookAtMost = 1_000
const holdSeconds = 120

/**
 * Sends messages of a (dead-letter) queue to where they belong, as they are or, one at a time, with changes. The bodies are
 * received again here, so what is sent is what lies in the queue. Throws `bad_request` for arguments no worker could
 * take, and `no_such_queue`; never for a single message, see the outcomes.
 */
export async function resendMessages(
  parts: ActionParts,
  name: string,
  { messageIds, to, edit = {}, reason }: ResendRequest,
  signal: AbortSignal,
): Promise<ResendOutcome[]> {
  checkEdit(edit)
  const broker = brokerWith(parts, 'borrow', 'send')
  const from = await findQueue(broker, name, signal)
  const chosen = to === undefined ? null : await findQueue(broker, to, signal)
  const wanted = new Set(messageIds)
  const items: ResendOutcome[] = []
  const use: Use = async (messages, remove) => {
    for (const message of messages) {
      if (!wanted.delete(message.messageId)) continue
      items.push(await sendBack(parts, broker, message, { from, to: chosen, edit }, remove))
    }
    return wanted.size === 0 ? 'enough' : 'more'
  }
  const why = await broker.borrow(from, { atMost: lookAtMost, holdSeconds }, use, signal).then(
    () => notFound,
    (error: unknown) => troubleAfter(items, error),
  )
  for (const messageId of wanted)
    items.push({ messageId, taskId: null, name: null, outcome: 'not_found', queue: null, why })
  const details = { to: to ?? null, asked: messageIds.length, edited: editedParts(edit) }
  await noteResend(parts, name, items, details, reason)
  return items
}

const notFound = 'It was not received: it is gone, somebody else holds it, or too many others wait. Sample again.'

/** Said before anything is received: a message that was looked at is one receive older. */
function checkEdit(edit: MessageEditRequest): void {
  for (const field of ['args', 'kwargs'] as const) {
    const text = edit[field]
    const check = text === undefined ? null : checkArguments(field, text)
    if (check && !check.ok) throw new AppError('bad_request', check.message, { details: { field } })
  }
}

/** "args, countdown": what was changed, without its values. */
function editedParts(edit: MessageEditRequest): string | null {
  const parts = (Object.keys(edit) as (keyof MessageEditRequest)[]).filter((part) => edit[part] !== undefined)
  return parts.length === 0 ? null : parts.join(', ')
}
