import { parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { workersQuery } from '@/lib/contract/workers'
import { getWorker } from '@/lib/queries/get-worker'

export const GET = read<{ worker: string }>(async ({ url, params, runtime, app }) => {
  const { window } = parseQuery(url, workersQuery)
  return json(await getWorker(runtime.database, app.config.id, params.worker, window, runtime.now()))
})
