import { parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { workersQuery } from '@/lib/contract/workers'
import { listWorkers } from '@/lib/queries/list-workers'

export const GET = read(async ({ url, runtime, app }) => {
  const { window } = parseQuery(url, workersQuery)
  const { id: appId, visibilityTimeoutSeconds } = app.config
  return json(await listWorkers(runtime.database, { appId, visibilityTimeoutSeconds }, window, runtime.now()))
})
