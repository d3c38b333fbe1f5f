import { changeView } from '@/lib/actions/change-view'
import { removeView } from '@/lib/actions/remove-view'
import { appQuery, parseBody, parseQuery } from '@/lib/api/query'
import { json, mutate, read } from '@/lib/api/route'
import { viewRequest } from '@/lib/contract/views'
import { getView } from '@/lib/queries/get-view'

type Params = { id: string }

export const GET = read<Params>(async ({ url, params, runtime, app }) => {
  parseQuery(url, appQuery)
  return json(await getView(runtime.database, app.config.id, params.id))
})

export const PUT = mutate<Params>(
  { action: 'change_view', target: ({ id }) => id },
  async ({ request, params, runtime, app }) => {
    const parts = { database: runtime.database, appId: app.config.id, now: runtime.now }
    return json(await changeView(parts, params.id, await parseBody(request, viewRequest)))
  },
)

export const DELETE = mutate<Params>(
  { action: 'remove_view', target: ({ id }) => id },
  async ({ params, runtime, app }) => {
    await removeView({ database: runtime.database, appId: app.config.id, now: runtime.now }, params.id)
    return new Response(null, { status: 204 })
  },
)
