import { forgetTask } from '@/lib/actions/forget-task'
import { appQuery, parseQuery } from '@/lib/api/query'
import { json, mutate, read } from '@/lib/api/route'
import { getFeatures } from '@/lib/queries/get-features'
import { getTask } from '@/lib/queries/get-task'

type Params = { taskId: string }

export const GET = read<Params>(async ({ request, url, params, runtime, app }) => {
  parseQuery(url, appQuery)
  const { reason } = getFeatures(runtime, app).actions.retry
  const subject = { ...app.sweep, documents: app.documents, appId: app.config.id, cannotSend: reason }
  return json(await getTask(runtime.database, subject, params.taskId, request.signal))
})

export const DELETE = mutate<Params>(async ({ request, params, app }) => {
  await forgetTask(app.actions, params.taskId, request.signal)
  return new Response(null, { status: 204 })
})
