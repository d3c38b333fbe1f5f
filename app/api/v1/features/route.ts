import { appQuery, parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { getFeatures } from '@/lib/queries/get-features'

export const GET = read(async ({ url, runtime, app }) => {
  parseQuery(url, appQuery)
  return json(getFeatures(runtime, app))
})
