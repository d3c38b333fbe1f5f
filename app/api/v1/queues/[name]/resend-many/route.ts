import { resendMany } from '@/lib/actions/resend-many'
import { parseBody } from '@/lib/api/query'
import { json, mutate } from '@/lib/api/route'
import { resendManyRequest } from '@/lib/contract/queue-actions'

export const POST = mutate<{ name: string }>(async ({ request, params, app }) => {
  const wanted = await parseBody(request, resendManyRequest)
  return json(await resendMany(app.actions, app.bulk.clock, params.name, wanted, request.signal))
})
