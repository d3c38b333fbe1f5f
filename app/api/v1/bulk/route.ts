import { createBulkJob, previewBulkJob } from '@/lib/actions/bulk/create-bulk-job'
import { filterOf } from '@/lib/actions/bulk/end-job'
import { parseBody, parseQuery } from '@/lib/api/query'
import { json, mutate, read } from '@/lib/api/route'
import { bulkListQuery, bulkRequest } from '@/lib/contract/bulk'
import { loadBulkJob } from '@/lib/queries/get-bulk-job'
import { listBulkJobs } from '@/lib/queries/list-bulk-jobs'

export const GET = read(async ({ url, runtime, app }) => {
  const query = parseQuery(url, bulkListQuery)
  const subject = { appId: app.config.id, keyPrefix: app.config.store.keyPrefix, nowMs: runtime.now() }
  return json(await listBulkJobs(runtime.database, subject, query))
})

export const POST = mutate({ action: 'bulk_forget' }, async ({ request, runtime, app, attempt }) => {
  const wanted = await parseBody(request, bulkRequest)
  const { kind, selection, reason, dryRun } = wanted
  Object.assign(attempt, { action: `bulk_${kind}`, filter: filterOf(selection), reason, harmless: dryRun })
  if (dryRun) return json({ dryRun: true, preview: await previewBulkJob(app.bulk, wanted) })
  const id = await createBulkJob(app.bulk, wanted)
  return json({ dryRun: false, job: await loadBulkJob(runtime.database, app.config.id, id, runtime.now()) }, 202)
})
