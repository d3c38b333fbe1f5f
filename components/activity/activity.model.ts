import { formatNumber } from '@/components/ui/format-number'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { failureHref, jobHref, queueHref, retentionHref, syncHref, taskHref } from '@/lib/client/hrefs'
import type { ParamValue } from '@/lib/client/search-params'
import { tasksHref } from '@/lib/client/task-search'
import type { Activity } from '@/lib/contract/activity'
import { parseWindow, type WindowName, windowSeconds } from '@/lib/contract/values'

/** The kinds of deeds one can look for, and the actions each stands for. */
export const activityKinds = {
  forget: { label: 'Forget', actions: ['forget', 'bulk_forget', 'restore'] },
  retry: { label: 'Retry and send', actions: ['retry', 'bulk_retry', 'send'] },
  job: {
    label: 'Bulk jobs',
    actions: ['bulk_forget', 'bulk_retry', 'pause_job', 'resume_job', 'abort_job', 'restore'],
  },
  queue: { label: 'Queues', actions: ['redrive', 'cancel_redrive', 'purge', 'sample', 'delete_queue', 'resend'] },
  retention: { label: 'Retention', actions: ['change_retention', 'apply_lifecycle'] },
  view: { label: 'Views', actions: ['save_view', 'change_view', 'remove_view'] },
  failure: { label: 'Failures', actions: ['change_failure'] },
  sweep: { label: 'Sweeps', actions: ['sweep'] },
} as const
export type ActivityKind = keyof typeof activityKinds

export type ActivityFilter = {
  kind: ActivityKind | null
  outcome: string | null
  target: string | null
  window: WindowName | 'all'
}

/** What the address of the page asks for; what means nothing is left out. */
export function parseActivityFilter(params: URLSearchParams): ActivityFilter {
  const kind = params.get('kind') ?? ''
  return {
    kind: Object.hasOwn(activityKinds, kind) ? (kind as ActivityKind) : null, // a key, as hasOwn has just said
    outcome: params.get('outcome') || null,
    target: params.get('target') || null,
    window: parseWindow(params.get('window')) ?? 'all',
  }
}

/** The filter in the API's words. A window begins at a whole minute, so that the question stays the same for a while. */
export function activityParams(filter: ActivityFilter, nowMs: number): Record<string, ParamValue> {
  const minute = 60_000
  const from =
    filter.window === 'all' ? null : Math.floor((nowMs - windowSeconds[filter.window] * 1000) / minute) * minute
  return {
    action: filter.kind === null ? [] : [...activityKinds[filter.kind].actions],
    outcome: filter.outcome,
    target: filter.target,
    from: from === null ? null : new Date(from).toISOString(),
  }
}

/** A deed as a sentence: what stands before the thing it was done to, the thing as a link, and what stands behind. */
export type Sentence = { before: string; subject: string; href: string | null; code: boolean; after: string }

/** What was done, and what it is called where it was not. */
const verbs: Record<string, [past: string, plain: string]> = {
  forget: ['Forgot the result of', 'forget the result of'],
  retry: ['Retried', 'retry'],
  bulk_forget: ['Forgot', 'forget'],
  bulk_retry: ['Retried', 'retry'],
  restore: ['Restored', 'restore'],
  pause_job: ['Paused', 'pause'],
  resume_job: ['Resumed', 'resume'],
  abort_job: ['Stopped', 'stop'],
  save_view: ['Saved the view', 'save a view'],
  change_view: ['Changed the view', 'change the view'],
  remove_view: ['Removed the view', 'remove the view'],
  sweep: ['Asked for', 'ask for'],
  change_retention: ['Changed the', 'change the'],
  redrive: ['Redrove the queue', 'redrive the queue'],
  cancel_redrive: ['Stopped the redrive of the queue', 'stop the redrive of the queue'],
  purge: ['Purged the queue', 'purge the queue'],
  sample: ['Sampled the queue', 'sample the queue'],
  resend: ['Sent messages of the queue', 'send messages of the queue'],
  delete_queue: ['Deleted the queue', 'delete the queue'],
  apply_lifecycle: ['Changed the lifecycle rules of', 'change the lifecycle rules of'],
}

export function sentenceOf(line: Activity, app: string | null): Sentence {
  const { action, target, details, count, filter, jobId } = line
  const task = { subject: shortenMiddle(target), href: taskHref(app, target), code: true }
  const text = (name: string) => (typeof details[name] === 'string' ? details[name] : null)
  const to = text('queue') === null ? '' : ` to ${text('queue')}`
  const things = (noun: string, number: number | null) =>
    `${number === null ? '' : formatNumber(number)} ${noun}${number === 1 ? '' : 's'}`.trim()
  const [past, plain] = Object.hasOwn(verbs, action) ? (verbs[action] ?? ['', '']) : [actionWords(action), action]
  const before = said(line.outcome, past, plain)
  const plainly = (subject: string, href: string | null): Sentence => ({
    before,
    subject,
    href,
    code: false,
    after: '',
  })
  const job = (noun: string, number = count): Sentence => ({
    ...plainly(things(noun, number), jobId === null ? null : jobHref(app, jobId)),
    after: filter === null || filter === '' ? '' : `matching ${filter}`,
  })
  switch (action) {
    case 'forget':
      return { before, ...task, after: '' }
    case 'retry': {
      const as = text('toTaskId')
      return { before, ...task, after: `${to}${as === null ? '' : ` as ${shortenMiddle(as)}`}`.trim() }
    }
    case 'send': {
      const name = text('name') ?? 'a task'
      // One that failed has no id.
      if (line.outcome === 'failed') return { ...plainly(name, null), before: 'Failed to send', after: to.trim() }
      return { before: `Sent ${name}${to} as`, ...task, after: '' }
    }
    case 'bulk_forget':
      return job('result')
    case 'bulk_retry':
      return job('task')
    case 'restore':
      return job('result')
    case 'pause_job':
    case 'resume_job':
    case 'abort_job': {
      const verb = details.kind === 'retry' ? 'retrying' : 'forgetting'
      const total = typeof details.total === 'number' ? details.total : null
      const own = job(details.kind === 'retry' ? 'task' : 'result', total)
      return line.outcome === 'failed' ? plainly('a bulk job', own.href) : { ...own, before: `${before} ${verb}` }
    }
    case 'save_view':
    case 'change_view':
    case 'remove_view': {
      if (action === 'save_view' && line.outcome === 'failed') return plainly('', null)
      return plainly(text('name') ?? target, action === 'remove_view' ? null : tasksHref({ app, view: target }))
    }
    case 'change_failure': {
      const status = text('status')
      const [did, plain] =
        status === 'resolved'
          ? ['Resolved', 'resolve']
          : status === 'ignored'
            ? ['Ignored', 'ignore']
            : ['Reopened', 'reopen']
      return { ...plainly('a failure', failureHref(app, target)), before: said(line.outcome, did, plain) }
    }
    case 'sweep':
      return { ...plainly('a sweep', syncHref(app)), after: 'of the bucket' }
    case 'change_retention':
      return plainly('retention policy', retentionHref(app))
    case 'redrive':
    case 'cancel_redrive':
    case 'purge':
    case 'sample':
      return plainly(target, queueHref(app, target))
    case 'resend': {
      const sent =
        line.outcome !== 'failed' && count !== null ? `Sent ${things('message', count)} of the queue` : before
      const edited = text('edited') === null ? null : `edited: ${text('edited')}`
      const after = [text('type'), edited].filter((part) => part !== null).join(', ')
      return { ...plainly(target, queueHref(app, target)), before: sent, after }
    }
    case 'delete_queue':
    case 'apply_lifecycle':
      return plainly(target, null)
    default:
      return { ...plainly(target, null), code: true }
  }
}

function said(outcome: string, past: string, plain: string): string {
  if (outcome === 'undone') return `Took back: ${plain}`
  return outcome === 'failed' ? `Failed to ${plain}` : past
}

/** Why it failed or stopped by itself, in a sentence; null where it did not. */
export function whyOf({ details }: Activity): string | null {
  return typeof details.why === 'string' && details.why !== '' ? details.why : null
}

export const outcomeWords: Record<string, string> = {
  done: 'done',
  partly: 'partly',
  undone: 'undone',
  aborted: 'stopped',
  failed: 'failed',
}

function actionWords(action: string): string {
  const text = action.replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
