import { cancelRedrive, listRedrives, startRedrive } from '@/lib/actions/redrive-queue'
import { appQuery, parseBody, parseQuery } from '@/lib/api/query'
import { json, mutate, read } from '@/lib/api/route'
import { redriveRequest } from '@/lib/contract/queue-actions'

export const GET = read<{ name: string }>(async ({ request, url, params, app }) => {
  parseQuery(url, appQuery)
  return json(await listRedrives(app.actions, params.name, request.signal))
})

export const POST = mutate<{ name: string }>(async ({ request, params, app }) => {
  const options = await parseBody(request, redriveRequest)
  return json(await startRedrive(app.actions, params.name, options, request.signal), 202)
})

export const DELETE = mutate<{ name: string }>(async ({ request, params, app }) =>
  json(await cancelRedrive(app.actions, params.name, request.signal)),
)
