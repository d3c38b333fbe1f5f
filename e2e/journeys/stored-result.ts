import { randomUUID } from 'node:crypto'
import { py } from '@/demo/documents'
import { writePythonJson } from '@/lib/celery/write-python-json'

/** What a journey stores in the bucket: a task's result as a Celery 5.6 worker with `result_extended` writes it. */
export type StoredResult = {
  taskId?: string
  name?: string
  state?: string
  /** JSON text, for numbers that JavaScript cannot hold. */
  result?: string
  args?: unknown
  kwargs?: Record<string, unknown>
  queue?: string
  worker?: string
  exception?: { type: string; module?: string; args: unknown[] }
  traceback?: string | null
  doneAt?: Date
  /** Tasks this one called, and groups with their members. */
  children?: (string | { groupId: string; members: string[] })[]
  groupId?: string
  parentId?: string
  retries?: number
}

const ready = new Set(['SUCCESS', 'FAILURE', 'REVOKED'])

/** The document and the id it belongs to (docs/celery-wire-format.md, B.1). */
export function resultDocument(given: StoredResult): { taskId: string; body: string } {
  const { taskId = randomUUID(), state = 'SUCCESS', exception } = given
  const result = exception
    ? json({ exc_type: exception.type, exc_message: exception.args, exc_module: exception.module ?? 'builtins' })
    : (given.result ?? 'null')
  const fields = {
    traceback: given.traceback ?? null,
    children: (given.children ?? []).map((child) =>
      typeof child === 'string' ? reference(child) : [[child.groupId, null], child.members.map(reference)],
    ),
    date_done: ready.has(state) ? (given.doneAt ?? new Date()).toISOString().replace('Z', '000+00:00') : null,
    name: given.name ?? 'journey.task',
    args: given.args ?? [],
    kwargs: given.kwargs ?? {},
    worker: given.worker ?? 'celery@journey-1',
    retries: given.retries ?? 0,
    ...(given.groupId ? { group_id: given.groupId } : {}),
    ...(given.parentId ? { parent_id: given.parentId } : {}),
    queue: given.queue ?? 'celery',
    task_id: taskId,
  }
  return { taskId, body: `{"status": ${json(state)}, "result": ${result}, ${json(fields).slice(1)}` }
}

const reference = (taskId: string) => [[taskId, null], null]

/** As Python's json.dumps writes it. */
function json(value: unknown): string {
  return writePythonJson(py(value), { ascii: true })
}
