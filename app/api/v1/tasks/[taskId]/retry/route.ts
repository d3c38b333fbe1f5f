import { retryTask } from '@/lib/actions/retry-task'
import { parseBody } from '@/lib/api/query'
import { json, mutate } from '@/lib/api/route'
import { retryRequest } from '@/lib/contract/tasks'

type Params = { taskId: string }

export const POST = mutate<Params>(
  { action: 'retry', target: ({ taskId }) => taskId },
  async ({ request, params, app }) => {
    const change = await parseBody(request, retryRequest, ['args', 'kwargs'])
    const sent = await retryTask(app.actions, params.taskId, change, request.signal)
    return json(sent, 201)
  },
)
