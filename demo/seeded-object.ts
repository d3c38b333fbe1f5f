import { groupKey, taskKey } from '@/lib/celery/result-key'
import { basePath } from './cloud'
import { type Document, py, type TaskRun, toJsonBytes } from './documents'
import { toPickleBytes } from './pickle'
import type { Random } from './random'
import type { Call, TaskType } from './task-type'
import { workerNames } from './task-types'

/** One object to be stored, dated as if it had been stored then. */
export type SeededObject = { key: string; body: Buffer; at: Date }

/** A call of the task by somebody, picked up by one of its workers. */
export function newRun(random: Random, type: TaskType, at: Date): { run: TaskRun; call: Call } {
  const call = type.call(random)
  const run: TaskRun = {
    taskId: type.taskId?.(random, at) ?? random.uuid(),
    name: type.name,
    args: py(call.args),
    kwargs: py(call.kwargs),
    worker: random.pick(workerNames[type.queue]),
    queue: type.queue,
    retries: 0,
    extended: type.extended,
  }
  return { run, call }
}

export function stored(type: TaskType, run: TaskRun, document: Document, at: Date): SeededObject {
  const body = type.serializer === 'pickle' ? toPickleBytes(document) : toJsonBytes(document)
  return { key: taskKey(basePath, run.taskId), body, at: new Date(at.getTime() + 180) }
}

export function storedGroup(groupId: string, document: Document, at: Date): SeededObject {
  return { key: groupKey(basePath, groupId), body: toJsonBytes(document), at }
}

export function orderIdOf({ args }: Call): string | undefined {
  return args.find((arg): arg is string => typeof arg === 'string' && arg.startsWith('A-'))
}
