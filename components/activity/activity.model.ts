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

export function sentenceOf(line: Activity, app: string | null): Sentence {
  const { action, target, details, count, filter, jobId } = line
  const undone = line.outcome === 'undone'
  const task = { subject: shortenMiddle(target), href: taskHref(app, target), code: true }
  const text = (name: string) => (typeof details[name] === 'string' ? details[name] : null)
  const to = text('queue') === null ? '' : ` to ${text('queue')}`
  const things = (noun: string) =>
    `${count === null ? '' : formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`.trim()
  const job = (verb: string, noun: string): Sentence => ({
    before: verb,
    subject: things(noun),
    href: jobHref(app, jobId ?? target),
    code: false,
    after: filter === null || filter === '' ? '' : `matching ${filter}`,
  })
  switch (action) {
    case 'forget':
      return { before: undone ? 'Took back: forget the result of' : 'Forgot the result of', ...task, after: '' }
    case 'retry': {
      const as = text('toTaskId')
      return { before: 'Retried', ...task, after: `${to}${as === null ? '' : ` as ${shortenMiddle(as)}`}`.trim() }
    }
    case 'send':
      return { before: `Sent ${text('name') ?? 'a task'}${to} as`, ...task, after: '' }
    case 'bulk_forget':
      return job(undone ? 'Took back: forget' : 'Forgot', 'result')
    case 'bulk_retry':
      return job(undone ? 'Took back: retry' : 'Retried', 'task')
    case 'restore':
      return job('Restored', 'result')
    case 'save_view':
    case 'change_view':
    case 'remove_view': {
      const verb = { save_view: 'Saved', change_view: 'Changed', remove_view: 'Removed' }[action]
      const href = action === 'remove_view' ? null : tasksHref({ app, view: target })
      return { before: `${verb} the view`, subject: text('name') ?? target, href, code: false, after: '' }
    }
    case 'change_failure': {
      const subject = 'a failure'
      const status = text('status')
      const verb = status === 'resolved' ? 'Resolved' : status === 'ignored' ? 'Ignored' : 'Reopened'
      return { before: verb, subject, href: failureHref(app, target), code: false, after: '' }
    }
    case 'sweep':
      return { before: 'Asked for', subject: 'a sweep', href: syncHref(app), code: false, after: 'of the bucket' }
    case 'change_retention':
      return { before: 'Changed the', subject: 'retention policy', href: retentionHref(app), code: false, after: '' }
    case 'redrive':
    case 'cancel_redrive':
    case 'purge':
    case 'sample':
    case 'resend':
    case 'delete_queue': {
      const verbs = {
        redrive: 'Redrove',
        cancel_redrive: 'Stopped the redrive of',
        purge: 'Purged',
        sample: 'Sampled',
        resend: `Sent ${things('message')} of`,
        delete_queue: 'Deleted',
      }
      const href = action === 'delete_queue' ? null : queueHref(app, target)
      const edited = text('edited') === null ? null : `edited: ${text('edited')}`
      const after = [text('type'), edited].filter((part) => part !== null).join(', ')
      return { before: `${verbs[action]} the queue`, subject: target, href, code: false, after }
    }
    case 'apply_lifecycle':
      return { before: 'Changed the lifecycle rules of', subject: target, href: null, code: false, after: '' }
    default:
      return { before: capital(action.replaceAll('_', ' ')), subject: target, href: null, code: true, after: '' }
  }
}

export const outcomeWords: Record<string, string> = {
  done: 'done',
  partly: 'partly',
  undone: 'undone',
  aborted: 'stopped',
  failed: 'failed',
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
