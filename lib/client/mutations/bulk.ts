import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { BulkJob, BulkPreview, BulkRequest, bulkAnswer, bulkJob } from '@/lib/contract/bulk'
import { ApiError } from '../api-error'
import { fetchJson } from '../fetch-json'
import { activityKey } from '../queries/activity'
import { rememberJob } from '../queries/bulk'

/** `abort` of a waiting job is an undo: nothing has been done. `restore` brings back what is in the archive. */
export type BulkStep = 'pause' | 'resume' | 'abort' | 'restore'

function postBulk(app: string | null, body: BulkRequest, signal?: AbortSignal) {
  return fetchJson<typeof bulkAnswer>({ path: '/bulk', method: 'POST', params: { app }, body, signal })
}

/** What a job would do: count, bytes, a sample. Changes nothing. */
export async function previewBulk(app: string | null, body: BulkRequest, signal: AbortSignal): Promise<BulkPreview> {
  const answer = await postBulk(app, { ...body, dryRun: true }, signal)
  if (answer.dryRun) return answer.preview
  throw new ApiError('unexpected_shape', 'Asked for a preview, the dashboard began. Look at Activity.')
}

export async function startBulk(app: string | null, body: BulkRequest): Promise<BulkJob> {
  const answer = await postBulk(app, { ...body, dryRun: false })
  if (!answer.dryRun) return answer.job
  throw new ApiError('unexpected_shape', 'Asked to begin, the dashboard only counted. Nothing was done.')
}

export function stepBulk(app: string | null, jobId: string, step: BulkStep): Promise<BulkJob> {
  const path = `/bulk/${encodeURIComponent(jobId)}/${step}`
  return fetchJson<typeof bulkJob>({ path, method: 'POST', params: { app } })
}

export function useStepBulk(app: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ jobId, step }: { jobId: string; step: BulkStep }) => stepBulk(app, jobId, step),
    onSuccess: (job) => {
      rememberJob(client, app, job)
      client.invalidateQueries({ queryKey: activityKey })
    },
  })
}
