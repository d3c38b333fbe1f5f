'use client'

import { useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { useStepBulk } from '@/lib/client/mutations/bulk'
import { overviewKey } from '@/lib/client/queries/overview'
import { tasksKey } from '@/lib/client/queries/tasks'
import type { BulkJob } from '@/lib/contract/bulk'
import type { JobAction } from './job-words.model'

const said: Record<JobAction, string> = {
  undo: 'Taken back: nothing was done',
  pause: 'Paused',
  resume: 'Goes on',
  abort: 'Stopped. What was done stays done.',
  restore: 'Being restored from the archive',
}

/** Undoes, pauses, resumes, stops or restores a job, and says what came of it. */
export function useStep(app: string | null) {
  const client = useQueryClient()
  const step = useStepBulk(app)
  const act = (job: Pick<BulkJob, 'id'>, action: JobAction) =>
    step.mutate(
      { jobId: job.id, step: action === 'undo' ? 'abort' : action },
      {
        onSuccess: (after) => {
          // It began in the meantime: what was done before the stop cannot be taken back.
          toast.success(action === 'undo' && after.startedAt !== null ? said.abort : said[action])
          if (action === 'undo' || action === 'restore')
            for (const queryKey of [tasksKey, overviewKey]) client.invalidateQueries({ queryKey })
        },
        onError: (error) => toast.error(errorSentence(error)),
      },
    )
  return { act, acting: step.isPending }
}
