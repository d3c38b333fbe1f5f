import { secondsToUndo } from '@/components/activity/job-state.model'
import { jobTitle } from '@/components/activity/job-words.model'
import { UndoSeconds } from '@/components/activity/undo-seconds'
import { toast } from '@/components/ui/toast'
import type { BulkJob } from '@/lib/contract/bulk'

/** Says what has been asked for: with Undo and the seconds left while it waits, else with the way to its progress. */
export function announceJob(job: BulkJob, { onUndo, onOpen }: { onUndo: () => void; onOpen: () => void }): void {
  const seconds = secondsToUndo(job, Date.now())
  if (job.status !== 'waiting' || seconds === 0) {
    toast.success(jobTitle(job), { id: job.id, action: { label: 'Watch', onClick: onOpen } })
    return
  }
  toast.message(
    <>
      {jobTitle(job)} <UndoSeconds job={job} />
    </>,
    { id: job.id, duration: seconds * 1000, action: { label: 'Undo', onClick: onUndo } },
  )
}
