import { appQuery, parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { getHealth } from '@/lib/queries/get-health'

export const GET = read(async ({ url, runtime }) => {
  parseQuery(url, appQuery)
  return json(await getHealth(runtime.database))
})
