import type { z } from 'zod'
import type { BulkJob, forgetAnswer } from '@/lib/contract/bulk'
import { fetchJson } from '../fetch-json'

/**
 * Forgets one result. What comes back is the job that waits so long that it can be undone; null where it is gone at once.
 * Doing it twice is no error.
 */
export async function forgetTask(app: string | null, taskId: string): Promise<BulkJob | null> {
  const path = `/tasks/${encodeURIComponent(taskId)}`
  const answer = await fetchJson<z.ZodNullable<typeof forgetAnswer>>({ path, method: 'DELETE', params: { app } })
  return answer?.job ?? null
}
