import { resendMessages } from '@/lib/actions/resend-messages'
import { parseBody } from '@/lib/api/query'
import { json, mutate } from '@/lib/api/route'
import { resendRequest } from '@/lib/contract/queue-actions'

export const POST = mutate<{ name: string }>(async ({ request, params, app }) => {
  const wanted = await parseBody(request, resendRequest)
  return json({ items: await resendMessages(app.actions, params.name, wanted, request.signal) })
})
