import { saveView } from '@/lib/actions/save-view'
import { appQuery, parseBody, parseQuery } from '@/lib/api/query'
import { json, mutate, read } from '@/lib/api/route'
import { viewRequest } from '@/lib/contract/views'
import { listViews } from '@/lib/queries/list-views'

export const GET = read(async ({ url, runtime, app }) => {
  parseQuery(url, appQuery)
  return json(await listViews(runtime.database, app.config.id))
})

export const POST = mutate({ action: 'save_view' }, async ({ request, runtime, app }) => {
  const parts = { database: runtime.database, appId: app.config.id, now: runtime.now, newId: app.actions.newId }
  return json(await saveView(parts, await parseBody(request, viewRequest)), 201)
})
