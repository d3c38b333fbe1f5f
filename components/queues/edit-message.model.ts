import { argumentsFault, editableText, parseCountdown, type TextFault } from '@/components/task/arguments.model'
import type { ResendRequest, SampledMessage } from '@/lib/contract/queue-actions'

/** What the dialog holds, as typed. */
export type MessageForm = { args: string; kwargs: string; queue: string; countdown: string; withoutExpiry: boolean }

export type MessageFaults = {
  args: TextFault | null
  kwargs: TextFault | null
  queue: string | null
  countdown: string | null
}

/** The message as it is, ready to be changed. One that has expired is of no use with its expiry. */
export function messageFormOf(message: SampledMessage, nowMs: number): MessageForm {
  return {
    args: editableText(message.args ?? '[]'),
    kwargs: editableText(message.kwargs ?? '{}'),
    queue: message.goesTo ?? '',
    countdown: '',
    withoutExpiry: hasExpired(message, nowMs),
  }
}

/** Whether a worker would store REVOKED instead of running it. A time without an offset is read as UTC here. */
export function hasExpired({ expires }: Pick<SampledMessage, 'expires'>, nowMs: number): boolean {
  if (expires === null) return false
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(expires)
  return Date.parse(hasZone ? expires : `${expires}Z`) <= nowMs
}

/** Arguments that the API cut cannot be edited, and go back as they are. */
export function messageFaults(form: MessageForm, { argumentsCut }: SampledMessage): MessageFaults {
  const countdown = parseCountdown(form.countdown)
  return {
    args: argumentsCut ? null : argumentsFault(form.args, 'array'),
    kwargs: argumentsCut ? null : argumentsFault(form.kwargs, 'object'),
    queue: form.queue.trim() === '' ? 'Choose a queue that a worker of this task reads' : null,
    countdown: countdown.ok ? null : countdown.reason,
  }
}

/** The request: only what differs from the message, so that the rest goes back to the letter. */
export function resendOf(form: MessageForm, message: SampledMessage): ResendRequest {
  const before = messageFormOf(message, 0)
  const countdown = parseCountdown(form.countdown)
  const edit: NonNullable<ResendRequest['edit']> = {}
  if (!message.argumentsCut && form.args !== before.args) edit.args = form.args
  if (!message.argumentsCut && form.kwargs !== before.kwargs) edit.kwargs = form.kwargs
  if (countdown.ok && countdown.seconds !== null) edit.countdown = countdown.seconds
  if (form.withoutExpiry && message.expires !== null) edit.withoutExpiry = true
  const to = form.queue.trim()
  return {
    messageIds: [message.messageId],
    edit: Object.keys(edit).length > 0 ? edit : undefined,
    to: to === message.goesTo ? undefined : to,
  }
}

/** Which parts a person has changed, in their words: "arguments, queue"; empty for a message as it was. */
export function changedParts({ edit = {}, to }: ResendRequest): string[] {
  const parts: string[] = []
  if (edit.args !== undefined || edit.kwargs !== undefined) parts.push('arguments')
  if (to !== undefined) parts.push('queue')
  if (edit.countdown !== undefined) parts.push('countdown')
  if (edit.withoutExpiry) parts.push('expiry')
  return parts
}
