import { deleteLitter, listLitter } from '@/lib/actions/litter-queues'
import { appQuery, parseBody, parseQuery } from '@/lib/api/query'
import { json, mutate, read } from '@/lib/api/route'
import { deleteLitterRequest } from '@/lib/contract/queue-actions'

export const GET = read(async ({ request, url, app }) => {
  parseQuery(url, appQuery)
  return json(await listLitter(app.actions, request.signal))
})

export const DELETE = mutate({ action: 'delete_queue' }, async ({ request, app, attempt }) => {
  const wanted = await parseBody(request, deleteLitterRequest)
  attempt.reason = wanted.reason
  return json(await deleteLitter(app.actions, wanted, request.signal))
})
