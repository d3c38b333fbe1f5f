import { resendMany } from '@/lib/actions/resend-many'
import { parseBody } from '@/lib/api/query'
import { json, mutate } from '@/lib/api/route'
import { resendManyRequest } from '@/lib/contract/queue-actions'

type Params = { name: string }

export const POST = mutate<Params>({ action: 'resend', target: ({ name }) => name }, async (route) => {
  const { request, params, app, attempt } = route
  const wanted = await parseBody(request, resendManyRequest)
  attempt.reason = wanted.reason
  return json(await resendMany(app.actions, app.bulk.clock, params.name, wanted, request.signal))
})
