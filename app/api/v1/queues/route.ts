import { appQuery, parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { listQueues } from '@/lib/queries/list-queues'

export const GET = read(async ({ url, runtime, app }) => {
  parseQuery(url, appQuery)
  return json(await listQueues(runtime.database, app.config.id, runtime.now()))
})
