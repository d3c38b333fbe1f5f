import type { NewTask } from '@/lib/client/mutations/send-task'
import type { TaskDetail } from '@/lib/contract/tasks'
import { argumentsFault, parseCountdown, type TextFault } from './arguments.model'
import { retryFormOf } from './retry.model'

/** What the send dialog holds, as typed. */
export type SendForm = { name: string; args: string; kwargs: string; queue: string; countdown: string }

export type SendFaults = {
  name: string | null
  args: TextFault | null
  kwargs: TextFault | null
  queue: string | null
  countdown: string | null
}

export const emptySendForm: SendForm = { name: '', args: '[]', kwargs: '{}', queue: '', countdown: '' }

/** A new task like a stored one. Arguments too long for a text field are left for the person to fill in. */
export function sendFormOf(task: TaskDetail): SendForm {
  const { name, args, kwargs, queue } = retryFormOf(task)
  return { ...emptySendForm, name, queue, args: args || emptySendForm.args, kwargs: kwargs || emptySendForm.kwargs }
}

export function sendFaults(form: SendForm): SendFaults {
  const countdown = parseCountdown(form.countdown)
  return {
    name: form.name.trim() === '' ? 'Type the name of the task, such as app.mail.send_welcome' : null,
    args: argumentsFault(form.args, 'array'),
    kwargs: argumentsFault(form.kwargs, 'object'),
    queue: form.queue.trim() === '' ? 'Choose a queue that a worker of this task reads' : null,
    countdown: countdown.ok ? null : countdown.reason,
  }
}

/** The request; null while something is wrong. */
export function newTaskOf(form: SendForm): NewTask | null {
  if (Object.values(sendFaults(form)).some((fault) => fault !== null)) return null
  const countdown = parseCountdown(form.countdown)
  const task: NewTask = { name: form.name.trim(), args: form.args, kwargs: form.kwargs, queue: form.queue.trim() }
  return countdown.ok && countdown.seconds !== null ? { ...task, countdown: countdown.seconds } : task
}
