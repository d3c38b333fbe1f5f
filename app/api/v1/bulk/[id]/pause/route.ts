import { changeBulkJob } from '@/lib/actions/bulk/change-bulk-job'
import { json, mutate } from '@/lib/api/route'
import { loadBulkJob } from '@/lib/queries/get-bulk-job'

type Params = { id: string }

export const POST = mutate<Params>({ action: 'pause_job', target: ({ id }) => id }, async (route) => {
  const { params, runtime, app, attempt } = route
  attempt.jobId = params.id
  await changeBulkJob(app.bulk, params.id, 'pause')
  return json(await loadBulkJob(runtime.database, app.config.id, params.id, runtime.now()))
})
