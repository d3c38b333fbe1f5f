import { appQuery, parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { failureMatrix } from '@/lib/queries/failure-matrix'

export const GET = read(async ({ url, runtime, app }) => {
  parseQuery(url, appQuery)
  return json(await failureMatrix(runtime.database, app.config.id, runtime.now()))
})
