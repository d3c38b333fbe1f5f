import { parsePythonJson } from '@/lib/celery/python-json'
import type { TaskDetail } from '@/lib/contract/tasks'

/** Whether an exception's arguments hold more than its message shows in a line: lists, mappings, objects. */
export function tellsMore(exception: NonNullable<TaskDetail['exceptionDetail']>): boolean {
  const parsed = parsePythonJson(exception.args.json)
  if (parsed.kind !== 'parsed') return exception.args.truncated
  if (parsed.value.kind !== 'array') return false
  return parsed.value.items.some((argument) => argument.kind === 'array' || argument.kind === 'object')
}

/** What Celery's own exceptions tell, in a sentence (docs/celery-wire-format.md, B.4). */
const meanings: Record<string, string> = {
  'celery.exceptions.NotRegistered':
    'No worker on that queue knows this task. The message goes back to the queue and this result is written again each time a worker takes it.',
  'celery.exceptions.MaxRetriesExceededError': 'The task called retry() more often than max_retries allows.',
  'celery.exceptions.ChordError': 'A task in the header of the chord failed, so its body never ran.',
  'celery.exceptions.TaskRevokedError':
    'The task never ran: its message had expired, or the task was revoked or terminated.',
  'billiard.exceptions.WorkerLostError':
    'The worker process died while it ran the task; often the system ended it for want of memory.',
  'billiard.exceptions.TimeLimitExceeded':
    'The hard time limit ended the process. The argument is the limit in seconds.',
  'billiard.exceptions.SoftTimeLimitExceeded': 'The soft time limit was reached and the task did not catch it.',
  'kombu.exceptions.EncodeError':
    'The task itself succeeded, but what it returned could not be written by the result serializer.',
  'billiard.pool.MaybeEncodingError':
    'The real exception or result could not be passed from the process that ran the task.',
  'celery.utils.serialization.UnpickleableExceptionWrapper':
    'The real exception could not be passed between processes; its module and class are among the arguments.',
}

/** Null for exceptions of the application, which need no explanation of ours. */
export function meaningOf(exception: { type: string; module: string | null }): string | null {
  const name = `${exception.module}.${exception.type}`
  return Object.hasOwn(meanings, name) ? (meanings[name] ?? null) : null
}
