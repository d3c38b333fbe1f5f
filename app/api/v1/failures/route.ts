import { parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { failureListQuery } from '@/lib/contract/failures'
import { listFailures } from '@/lib/queries/list-failures'

export const GET = read(async ({ url, runtime, app }) =>
  json(await listFailures(runtime.database, app.config.id, parseQuery(url, failureListQuery), runtime.now())),
)
