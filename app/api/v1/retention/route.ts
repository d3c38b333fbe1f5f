import { saveRetention } from '@/lib/actions/retention/save-retention'
import { appQuery, parseBody, parseQuery } from '@/lib/api/query'
import { json, mutate, read } from '@/lib/api/route'
import { retentionRequest } from '@/lib/contract/retention'
import { getRetention } from '@/lib/queries/get-retention'

export const GET = read(async ({ url, runtime, app }) => {
  parseQuery(url, appQuery)
  return json(await getRetention(runtime.database, app.config.id))
})

export const PUT = mutate({ action: 'change_retention', target: () => 'retention' }, async ({ request, app }) =>
  json(await saveRetention(app.bulk, await parseBody(request, retentionRequest))),
)
