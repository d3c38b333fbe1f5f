import type { Page } from '@playwright/test'
import type { BulkList } from '@/lib/contract/bulk'
import type { DashboardApi } from './journey'

/** Waits until the newest bulk job would have begun, had nobody undone it, and a little longer. */
export async function untilBegun(page: Page, api: DashboardApi): Promise<void> {
  const { items }: BulkList = await (await api.request.get('/api/v1/bulk', { params: { limit: '1' } })).json()
  const [job] = items
  if (!job) throw new Error('There was no bulk job.')
  await page.waitForTimeout(Math.max(0, Date.parse(job.startsAt) + 1500 - Date.now()))
}
