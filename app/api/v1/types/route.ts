import { parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { windowQuery } from '@/lib/contract/types'
import { listTypes } from '@/lib/queries/list-types'

export const GET = read(async ({ url, runtime, app }) => {
  const { window } = parseQuery(url, windowQuery)
  const subject = { appId: app.config.id, region: app.store.region }
  return json(await listTypes(runtime.database, subject, window, runtime.now()))
})
