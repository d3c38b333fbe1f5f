'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useBulk } from '@/components/bulk/use-bulk'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { taskHref } from '@/lib/client/hrefs'
import { retryTask } from '@/lib/client/mutations/retry-task'
import { queuesKey } from '@/lib/client/queries/queues'
import type { BulkKind, BulkSelection } from '@/lib/contract/bulk'
import type { TaskSummary } from '@/lib/contract/tasks'

/** Forget and retry for one row, at once, or for many, after a question. `onGone`: a result is forgotten already. */
export function useTaskActions(app: string | null, onGone: (taskId: string) => void) {
  const client = useQueryClient()
  const router = useRouter()
  const bulk = useBulk(app)

  /** One task is sent again at once: it harms nothing that its own retry would not. */
  const retryOne = async (task: TaskSummary) => {
    try {
      const sent = await retryTask(app, task.taskId, {})
      client.invalidateQueries({ queryKey: queuesKey })
      toast.success('Sent again', {
        description: `${task.name ?? 'The task'} to ${sent.queue}, as ${shortenMiddle(sent.taskId)}`,
        action: { label: 'Open', onClick: () => router.push(taskHref(app, sent.taskId)) },
      })
    } catch (error) {
      toast.error('Not sent', { description: errorSentence(error) })
    }
  }

  /** `matching`: everything that matches, not only these rows. */
  const begin = (kind: BulkKind, tasks: TaskSummary[], matching: BulkSelection | null) => {
    const [only] = tasks
    const ability = bulk.abilities?.[kind]
    if (!only || !ability) return
    if (!ability.ok) toast.error(ability.reason ?? 'This cannot be done here.')
    else if (matching !== null) bulk.ask(kind, matching)
    else if (tasks.length > 1) bulk.ask(kind, { kind: 'ids', taskIds: tasks.map(({ taskId }) => taskId) })
    else if (kind === 'retry') retryOne(only)
    else bulk.forgetOne(only.taskId, () => onGone(only.taskId))
  }
  return { ...bulk, begin }
}
