import { appQuery, parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { getStorage } from '@/lib/queries/get-storage'

export const GET = read(async ({ url, runtime, app }) => {
  parseQuery(url, appQuery)
  const subject = { appId: app.config.id, region: app.store.region }
  return json(await getStorage(runtime.database, subject, runtime.now()))
})
