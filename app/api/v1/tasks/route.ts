import { sendTask } from '@/lib/actions/send-task'
import { listSubject } from '@/lib/api/list-subject'
import { parseBody, parseQuery } from '@/lib/api/query'
import { json, mutate, read } from '@/lib/api/route'
import { sendRequest, taskListQuery } from '@/lib/contract/tasks'
import { listTasks } from '@/lib/queries/list-tasks'

export const GET = read(async ({ url, runtime, app }) =>
  json(await listTasks(runtime.database, listSubject(runtime, app), parseQuery(url, taskListQuery))),
)

export const POST = mutate({ action: 'send' }, async ({ request, app, attempt }) => {
  const wanted = await parseBody(request, sendRequest, ['args', 'kwargs'])
  attempt.details = { name: wanted.name, queue: wanted.queue }
  const sent = await sendTask(app.actions, wanted, request.signal)
  return json(sent, 201)
})
