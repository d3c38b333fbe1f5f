import { appQuery, parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { windowName } from '@/lib/contract/common'
import { getOverview } from '@/lib/queries/get-overview'

const query = appQuery.extend({ window: windowName.default('24h') })

export const GET = read(async ({ url, runtime, app }) => {
  const { window } = parseQuery(url, query)
  const subject = {
    appId: app.config.id,
    region: app.store.region,
    hasBroker: app.broker !== null,
    visibilityTimeoutSeconds: app.config.visibilityTimeoutSeconds,
  }
  return json(await getOverview(runtime.database, subject, window, runtime.now()))
})
