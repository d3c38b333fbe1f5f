import { formatDuration } from '@/components/ui/format-duration'
import { formatNumber } from '@/components/ui/format-number'
import { formatUtc } from '@/components/ui/format-time'
import { groupHref, taskHref } from '@/lib/client/hrefs'
import { tasksHref } from '@/lib/client/task-search'
import type { BulkJob, BulkStatus } from '@/lib/contract/bulk'
import { filterLimits } from '@/lib/contract/values'
import { allOf } from '@/lib/search/print-search'

type Counts = Pick<BulkJob, 'kind' | 'status' | 'total' | 'done'>

/** "Forgetting 20,000 results", "Forgot 19,998 of 20,000 results", "Will retry 12 tasks". */
export function jobTitle({ kind, status, total, done }: Counts): string {
  const noun = kind === 'forget' ? 'result' : 'task'
  const things = (count: number) => `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`
  const of = done === total ? things(total) : `${formatNumber(done)} of ${things(total)}`
  switch (status) {
    case 'waiting':
      return `Will ${kind} ${things(total)}`
    case 'running':
      return `${kind === 'forget' ? 'Forgetting' : 'Retrying'} ${things(total)}`
    case 'paused':
      return `Paused: ${kind === 'forget' ? 'forgot' : 'retried'} ${of}`
    case 'aborted':
      return done === 0
        ? `Undone: ${kind} ${things(total)}`
        : `Stopped: ${kind === 'forget' ? 'forgot' : 'retried'} ${of}`
    case 'failed':
      return `Failed: ${kind === 'forget' ? 'forgot' : 'retried'} ${of}`
    case 'done':
      return `${kind === 'forget' ? 'Forgot' : 'Retried'} ${of}`
  }
}

/** Which tasks, and a link to those of them that are still there. */
export function selectionWords({ selection, createdAt }: Pick<BulkJob, 'selection' | 'createdAt'>, app: string | null) {
  switch (selection.kind) {
    case 'search': {
      const before = `finished:<${selection.until ?? createdAt}`
      const q = allOf(selection.q, before)
      // Retention can search by more than the address of the task list takes.
      const href = q.length > filterLimits.q ? null : tasksHref({ app, q, window: 'all' })
      const until = formatUtc(Date.parse(selection.until ?? createdAt))
      return { text: selection.q === '' ? 'all tasks' : selection.q, note: `stored before ${until}`, href, code: true }
    }
    case 'group': {
      const text = selection.members ? 'a group and its members' : 'a group'
      return { text, note: selection.groupId, href: groupHref(app, selection.groupId), code: false }
    }
    case 'ids': {
      const [only] = selection.taskIds
      const one = selection.taskIds.length === 1 && only !== undefined
      const text = one ? only : `${formatNumber(selection.taskIds.length)} tasks chosen by hand`
      return { text, note: null, href: one ? taskHref(app, only) : null, code: one }
    }
  }
}

/** "about 3 min left", or null where nothing moves. */
export function timeLeft({ status, total, processed, pace }: Pick<BulkJob, 'status' | 'total' | 'processed' | 'pace'>) {
  if (status !== 'running' || pace === null || pace <= 0) return null
  const seconds = Math.max(0, total - processed) / pace
  return seconds < 1 ? 'almost done' : `about ${formatDuration(Math.max(1, Math.round(seconds)))} left`
}

export const statusWords: Record<BulkStatus, string> = {
  waiting: 'waiting',
  running: 'running',
  paused: 'paused',
  aborted: 'stopped',
  done: 'done',
  failed: 'failed',
}

/** What these codes of outcomes mean; an unknown one stands for itself. */
export function reasonWords(code: string): string {
  const words: Record<string, string> = {
    changed: 'Newer than the result that was chosen',
    gone: 'Gone already',
    sent_maybe: 'Perhaps sent: the dashboard stopped in between',
    AccessDenied: 'S3 denies access',
    not_a_task: 'The document of a group, which cannot be run',
    not_retryable: 'Not everything that a retry needs is stored',
    upstream: 'The store or the broker failed',
    throttled: 'Slowed down by AWS for too long',
  }
  return words[code] ?? code.replaceAll('_', ' ')
}

export type JobAction = 'undo' | 'pause' | 'resume' | 'abort' | 'restore'

/** What can be done about a job now. */
export function jobActions(job: Pick<BulkJob, 'status' | 'restorable'>): JobAction[] {
  const restorable: JobAction[] = job.restorable !== null && job.restorable.count > 0 ? ['restore'] : []
  switch (job.status) {
    case 'waiting':
      return ['undo']
    case 'running':
      return ['pause', 'abort']
    case 'paused':
      return ['resume', 'abort']
    case 'failed':
      return ['resume', 'abort', ...restorable]
    default:
      return restorable
  }
}
