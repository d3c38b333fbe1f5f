import { cancelRedrive, listRedrives, startRedrive } from '@/lib/actions/redrive-queue'
import { appQuery, parseBody, parseQuery } from '@/lib/api/query'
import { json, mutate, read } from '@/lib/api/route'
import { redriveRequest } from '@/lib/contract/queue-actions'

type Params = { name: string }

export const GET = read<Params>(async ({ request, url, params, app }) => {
  parseQuery(url, appQuery)
  return json(await listRedrives(app.actions, params.name, request.signal))
})

export const POST = mutate<Params>({ action: 'redrive', target: ({ name }) => name }, async (route) => {
  const { request, params, app, attempt } = route
  const options = await parseBody(request, redriveRequest)
  attempt.reason = options.reason
  return json(await startRedrive(app.actions, params.name, options, request.signal), 202)
})

export const DELETE = mutate<Params>({ action: 'cancel_redrive', target: ({ name }) => name }, async (route) => {
  const { request, params, app } = route
  return json(await cancelRedrive(app.actions, params.name, request.signal))
})
