import type { SendRequest, SentTask } from '@/lib/contract/tasks'
import { AppError } from '@/lib/errors'
import type { ActionParts } from './action-parts'
import { enqueueTask } from './enqueue-task'
import { noteSent } from './note-sent'

/** Sends a task nobody ran before. Throws `bad_request` for what contradicts itself, and what enqueueTask throws. */
export async function sendTask(parts: ActionParts, request: SendRequest, signal: AbortSignal): Promise<SentTask> {
  const { name, args, kwargs, countdown, eta, expires } = request
  if (countdown !== undefined && eta !== undefined) {
    throw new AppError('bad_request', 'Give either countdown or eta, not both.', { details: { field: 'eta' } })
  }
  const nowMs = parts.now()
  const taskId = parts.newId()
  const queue = await enqueueTask(
    parts,
    {
      taskId,
      name,
      args,
      kwargs,
      celeryQueue: request.queue,
      notBeforeMs: eta !== undefined ? Date.parse(eta) : countdown === undefined ? null : nowMs + countdown * 1000,
      expiresMs: expires === undefined ? null : Date.parse(expires),
    },
    { notBefore: eta === undefined ? 'countdown' : 'eta' },
    signal,
  )
  await noteSent(parts, { action: 'send', target: taskId, details: { name, queue } }, { taskId, queue })
  return { taskId, queue }
}
