import { resendMessages } from '@/lib/actions/resend-messages'
import { parseBody } from '@/lib/api/query'
import { json, mutate } from '@/lib/api/route'
import { resendRequest } from '@/lib/contract/queue-actions'

type Params = { name: string }

export const POST = mutate<Params>({ action: 'resend', target: ({ name }) => name }, async (route) => {
  const { request, params, app, attempt } = route
  const wanted = await parseBody(request, resendRequest)
  attempt.reason = wanted.reason
  return json({ items: await resendMessages(app.actions, params.name, wanted, request.signal) })
})
