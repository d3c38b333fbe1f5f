'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { formatNumber } from '@/components/ui/format-number'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { errorSentence } from '@/lib/client/api-error'
import { taskHref } from '@/lib/client/hrefs'
import { forgetTask } from '@/lib/client/mutations/forget-task'
import { retryTask } from '@/lib/client/mutations/retry-task'
import { featuresQuery } from '@/lib/client/queries/features'
import { overviewKey } from '@/lib/client/queries/overview'
import { queuesKey } from '@/lib/client/queries/queues'
import type { TaskSummary } from '@/lib/contract/tasks'
import type { BulkProgress } from './bulk-run.model'
import { type BulkVerb, useBulk } from './use-bulk'

/** Forget and retry for one row or many. `onDone` learns for which it worked, and for which not. */
export function useTaskActions(
  app: string | null,
  onDone: (verb: BulkVerb, succeeded: string[], failed: string[]) => void,
) {
  const client = useQueryClient()
  const router = useRouter()
  const abilities = useQuery(featuresQuery(app)).data?.actions

  const act = (verb: BulkVerb, taskId: string) =>
    verb === 'forget' ? forgetTask(app, taskId) : retryTask(app, taskId, {})

  const onEnd = (verb: BulkVerb, { total, succeeded, failed }: BulkProgress) => {
    client.invalidateQueries({ queryKey: verb === 'forget' ? overviewKey : queuesKey })
    onDone(
      verb,
      succeeded,
      failed.map(({ taskId }) => taskId),
    )
    // Otherwise the dialog stays open and says what happened.
    if (succeeded.length === total) toast.success(doneWords(verb, total))
  }
  const bulk = useBulk(act, onEnd)

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

  const begin = (verb: BulkVerb, tasks: TaskSummary[]) => {
    const [only] = tasks
    const ability = abilities?.[verb]
    if (!only || !ability) return
    if (!ability.ok) toast.error(ability.reason ?? 'This cannot be done here.')
    else if (verb === 'retry' && tasks.length === 1) retryOne(only)
    else bulk.ask(verb, tasks)
  }
  return { ...bulk, begin, abilities }
}

function doneWords(verb: BulkVerb, count: number): string {
  if (verb === 'forget') return count === 1 ? 'Result forgotten' : `${formatNumber(count)} results forgotten`
  return count === 1 ? 'Sent again' : `${formatNumber(count)} tasks sent again`
}
