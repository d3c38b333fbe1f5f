import { sampleQueue } from '@/lib/actions/sample-queue'
import { parseBody } from '@/lib/api/query'
import { json, mutate } from '@/lib/api/route'
import { sampleRequest } from '@/lib/contract/queue-actions'
import { seenTaskNames } from '@/lib/queries/seen-task-names'

type Params = { name: string }

/** A change, not a read: receiving a message raises its receive count. */
export const POST = mutate<Params>({ action: 'sample', target: ({ name }) => name }, async (route) => {
  const { request, params, runtime, app, attempt } = route
  const seenNames = (names: string[]) => seenTaskNames(runtime.database, app.config.id, names)
  const options = { ...(await parseBody(request, sampleRequest)), seenNames }
  attempt.reason = options.reason
  return json(await sampleQueue(app.actions, params.name, options, request.signal))
})
