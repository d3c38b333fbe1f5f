import { purgeQueue } from '@/lib/actions/purge-queue'
import { parseBody } from '@/lib/api/query'
import { json, mutate } from '@/lib/api/route'
import { purgeRequest } from '@/lib/contract/queue-actions'

type Params = { name: string }

export const POST = mutate<Params>({ action: 'purge', target: ({ name }) => name }, async (route) => {
  const { request, params, app, attempt } = route
  const wanted = await parseBody(request, purgeRequest)
  attempt.reason = wanted.reason
  return json(await purgeQueue(app.actions, params.name, wanted, request.signal))
})
