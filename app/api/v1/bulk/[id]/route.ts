import { appQuery, parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { getBulkJob } from '@/lib/queries/get-bulk-job'

type Params = { id: string }

export const GET = read<Params>(async ({ url, params, runtime, app }) => {
  parseQuery(url, appQuery)
  return json(await getBulkJob(runtime.database, app.config.id, params.id, runtime.now()))
})
