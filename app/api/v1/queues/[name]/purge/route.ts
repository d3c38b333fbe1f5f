import { purgeQueue } from '@/lib/actions/purge-queue'
import { parseBody } from '@/lib/api/query'
import { json, mutate } from '@/lib/api/route'
import { purgeRequest } from '@/lib/contract/queue-actions'

export const POST = mutate<{ name: string }>(async ({ request, params, app }) =>
  json(await purgeQueue(app.actions, params.name, await parseBody(request, purgeRequest), request.signal)),
)
