import { formatBytes } from '@/components/ui/format-bytes'
import { formatNumber } from '@/components/ui/format-number'
import { isReady } from '@/lib/celery/states'
import type { TaskSummary } from '@/lib/contract/tasks'
import type { BulkVerb } from './use-bulk'

export type BulkWords = {
  title: string
  /** Count, bytes and consequence. */
  consequence: string
  /** Something about these very tasks that changes the matter, or null. */
  caution: string | null
  /** The button that does it. */
  verb: string
  doing: string
}

export function bulkWords(verb: BulkVerb, tasks: TaskSummary[]): BulkWords {
  const [only] = tasks
  const one = tasks.length === 1 && only
  const count = formatNumber(tasks.length)
  const unfinished = tasks.filter(({ state, problem }) => !isReady(state) && !problem).length
  if (verb === 'forget') {
    const bytes = formatBytes(tasks.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))
    return {
      title: one ? `Forget the result of ${one.name ?? one.taskId}?` : `Forget ${count} results?`,
      consequence: one
        ? `Deletes its object (${bytes}) from S3. Celery will call the task PENDING from then on. This cannot be undone.`
        : `Deletes ${count} objects (${bytes}) from S3. Celery will call these tasks PENDING from then on. This cannot be undone.`,
      caution: unfinishedCaution(
        unfinished,
        tasks.length,
        'its worker will store a result again',
        'their workers will store results again',
      ),
      verb: one ? 'Forget result' : `Forget ${count} results`,
      doing: 'Forgetting',
    }
  }
  return {
    title: one ? `Retry ${one.name ?? one.taskId}?` : `Retry ${count} tasks?`,
    consequence: one
      ? 'Sends it again with the same arguments and a new id, to the queue it ran in.'
      : `Sends ${count} messages with the same arguments and new ids, each to the queue its task ran in. The workers will run them all.`,
    caution: unfinishedCaution(unfinished, tasks.length, 'it may run twice at once', 'they may run twice at once'),
    verb: one ? 'Retry task' : `Retry ${count} tasks`,
    doing: 'Retrying',
  }
}

function unfinishedCaution(unfinished: number, all: number, one: string, many: string): string | null {
  if (unfinished === 0) return null
  if (all === 1) return `It has not finished: ${one}.`
  return unfinished === 1
    ? `One of them has not finished: ${one}.`
    : `${unfinished} of them have not finished: ${many}.`
}
