import { parsePythonJson } from '@/lib/celery/python-json'
import type { TaskDetail } from '@/lib/contract/tasks'

/** Whether an exception's arguments say more than its message does: more than one, or something that is no text. */
export function tellsMore(exception: NonNullable<TaskDetail['exceptionDetail']>): boolean {
  const parsed = parsePythonJson(exception.args.json)
  if (parsed.kind !== 'parsed') return exception.args.truncated
  if (parsed.value.kind !== 'array') return false
  const [first, second] = parsed.value.items
  if (first === undefined) return false
  return second !== undefined || first.kind === 'array' || first.kind === 'object'
}
