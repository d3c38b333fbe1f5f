import { createBulkJob } from '@/lib/actions/bulk/create-bulk-job'
import { forgetTask } from '@/lib/actions/forget-task'
import { appQuery, parseQuery } from '@/lib/api/query'
import { json, mutate, read } from '@/lib/api/route'
import { bulkRequest } from '@/lib/contract/bulk'
import { AppError } from '@/lib/errors'
import { loadBulkJob } from '@/lib/queries/get-bulk-job'
import { getFeatures } from '@/lib/queries/get-features'
import { getTask } from '@/lib/queries/get-task'

type Params = { taskId: string }

export const GET = read<Params>(async ({ request, url, params, runtime, app }) => {
  parseQuery(url, appQuery)
  const { reason } = getFeatures(runtime, app).actions.retry
  const subject = { ...app.sweep, documents: app.documents, appId: app.config.id, cannotSend: reason }
  return json(await getTask(runtime.database, subject, params.taskId, request.signal))
})

export const DELETE = mutate<Params>(
  { action: 'forget', target: ({ taskId }) => taskId },
  async ({ request, params, runtime, app }) => {
    const { bulk } = app
    if (bulk.graceMs === 0) {
      await forgetTask(app.actions, params.taskId, request.signal)
      return json({ job: null })
    }
    const selection = { kind: 'ids', taskIds: [params.taskId] }
    const wanted = bulkRequest.safeParse({ kind: 'forget', selection })
    if (!wanted.success) throw new AppError('bad_request', 'No task has such an id.')
    const id = await createBulkJob(bulk, wanted.data)
    return json({ job: await loadBulkJob(runtime.database, bulk.appId, id, runtime.now()) }, 202)
  },
)
