import type { TaskDetail } from '@/lib/contract/tasks'

type Unknown = TaskDetail['unknown'][number]

/** What is known of a stored task, for saying what is not. */
export type KnownFacts = {
  extended: boolean
  ready: boolean
  state: string
  name: string | null
  worker: string | null
  queue: string | null
  dateDone: string | null
  runtimeSeconds: number | null
  readable: boolean
  ran: boolean
}

/** Each thing the page cannot show, why, and the Celery setting that would make it known (docs/celery-wire-format.md, B.1). */
export function unknownFields(task: KnownFacts): Unknown[] {
  const unknown: Unknown[] = []
  const add = (field: string, reason: string, setting: string | null = null) => unknown.push({ field, reason, setting })
  if (!task.readable) {
    add('result', 'The stored bytes could not be decoded.')
    return unknown
  }
  if (!task.extended) {
    const reason = 'Celery stores name, arguments, worker, queue and retries only when result_extended is on.'
    for (const field of ['name', 'args', 'worker', 'queue', 'retries']) add(field, reason, 'result_extended = True')
  } else {
    const outside =
      'This result was not written by a running task (an unknown task, a link of a failed chain, or a revoked task).'
    if (task.name === null) add('name', outside)
    if (task.worker === null) add('worker', outside)
    if (task.queue === null) add('queue', outside)
  }
  // Of a task that has not finished, or never ran, there is no run time to know.
  if (task.runtimeSeconds === null && task.ready && task.ran) {
    add(
      'runtimeSeconds',
      'Celery stores no start time. It is known only where the dashboard saw the task STARTED.',
      'task_track_started = True',
    )
  }
  if (task.ready && task.dateDone === null) {
    add('dateDone', 'Celery before 4.3 stores no date_done; the time shown is when S3 last stored the object.')
  }
  return unknown
}
