'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/components/ui/format-number'
import { featuresQuery } from '@/lib/client/queries/features'
import type { BulkJob } from '@/lib/contract/bulk'
import { type JobAction, jobActions } from './job-words.model'
import { useStep } from './use-step'

const words: Record<Exclude<JobAction, 'restore'>, string> = {
  undo: 'Undo',
  pause: 'Pause',
  resume: 'Resume',
  abort: 'Abort',
}

/** What can be done about a job now. All of it is safe: nothing here removes anything. */
export function JobButtons({ job, app }: { job: BulkJob; app: string | null }) {
  const readOnly = useQuery(featuresQuery(app)).data?.readOnly ?? false
  const { act, acting } = useStep(app)
  return jobActions(job).map((action) => (
    <Button
      key={action}
      size="small"
      disabled={acting || readOnly}
      data-hint={action === 'abort' ? 'What was done stays done' : undefined}
      onClick={() => act(job, action)}
    >
      {action === 'restore' ? `Restore ${formatNumber(job.restorable?.count ?? 0)} results` : words[action]}
    </Button>
  ))
}
