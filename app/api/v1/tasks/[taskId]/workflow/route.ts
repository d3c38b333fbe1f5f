import { appQuery, parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { getWorkflow } from '@/lib/queries/get-workflow'

export const GET = read<{ taskId: string }>(async ({ url, params, runtime, app }) => {
  parseQuery(url, appQuery)
  return json(await getWorkflow(runtime.database, app.config.id, params.taskId))
})
