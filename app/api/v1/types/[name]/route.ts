import { parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { windowQuery } from '@/lib/contract/types'
import { getType } from '@/lib/queries/get-type'

export const GET = read<{ name: string }>(async ({ url, params, runtime, app }) => {
  const { window } = parseQuery(url, windowQuery)
  const subject = { appId: app.config.id, region: app.store.region }
  return json(await getType(runtime.database, subject, params.name, window, runtime.now()))
})
