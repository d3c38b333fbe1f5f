import { parsePythonJson } from '@/lib/celery/python-json'
import type { TaskDetail } from '@/lib/contract/tasks'

/** Whether an exception's arguments hold more than its message shows in a line: lists, mappings, objects. */
export function tellsMore(exception: NonNullable<TaskDetail['exceptionDetail']>): boolean {
  const parsed = parsePythonJson(exception.args.json)
  if (parsed.kind !== 'parsed') return exception.args.truncated
  if (parsed.value.kind !== 'array') return false
  return parsed.value.items.some((argument) => argument.kind === 'array' || argument.kind === 'object')
}
