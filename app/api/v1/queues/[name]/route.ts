import { appQuery, parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { getQueue } from '@/lib/queries/list-queues'

export const GET = read<{ name: string }>(async ({ url, params, runtime, app }) => {
  parseQuery(url, appQuery)
  return json(await getQueue(runtime.database, app.config.id, params.name, runtime.now()))
})
