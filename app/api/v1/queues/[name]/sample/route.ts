import { sampleQueue } from '@/lib/actions/sample-queue'
import { parseBody } from '@/lib/api/query'
import { json, mutate } from '@/lib/api/route'
import { sampleRequest } from '@/lib/contract/queue-actions'
import { seenTaskNames } from '@/lib/queries/seen-task-names'

/** A change, not a read: receiving a message raises its receive count. */
export const POST = mutate<{ name: string }>(async ({ request, params, runtime, app }) => {
  const seenNames = (names: string[]) => seenTaskNames(runtime.database, app.config.id, names)
  const options = { ...(await parseBody(request, sampleRequest)), seenNames }
  return json(await sampleQueue(app.actions, params.name, options, request.signal))
})
