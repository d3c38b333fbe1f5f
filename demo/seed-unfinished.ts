import type { PyValue } from '@/lib/celery/py-value'
import { py, type StoredException, type TaskRun, taskDocument, taskReference } from './documents'
import { failure } from './failures'
import type { ShopMessage } from './message'
import type { Random } from './random'
import { newRun, type SeededObject, stored } from './seeded-object'
import type { TaskType } from './task-type'
import { taskTypes } from './task-types'

const minute = 60_000

/**
 * A few of each state that is not the end. Those of the last minutes have a message that will end them soon; the old ones
 * were lost with their worker, and nothing will ever end them.
 */
export function* seedUnfinished(random: Random, now: Date): Generator<Seeded> {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * minute)
  for (const days of [1.3, 2.6, 4.9]) yield started(random, random.weighted(taskTypes), ago(days * 1440))
  for (const minutes of [0.5, 2, 6]) yield due(random, started(random, random.weighted(taskTypes), ago(minutes)), now)
  for (const type of taskTypes) {
    const { progress, retryFailure } = type
    for (const minutes of progress ? [0.6, 2] : []) {
      const step = py(progress?.steps[random.int(0, progress.steps.length - 1)])
      yield due(random, make(random, type, progress?.state ?? 'PROGRESS', step, ago(minutes)), now)
    }
    for (const minutes of retryFailure ? [0.3, 1.5] : []) {
      if (retryFailure) yield due(random, make(random, type, 'RETRY', failure(retryFailure), ago(minutes)), now)
    }
  }
}

type Seeded = { object: SeededObject; message?: ShopMessage }
type Unfinished = { object: SeededObject; run: TaskRun }

function started(random: Random, type: TaskType, at: Date): Unfinished {
  return make(random, type, 'STARTED', py({ pid: random.int(20, 900), hostname: 'celery@web-2' }), at)
}

function make(random: Random, type: TaskType, state: string, result: PyValue | StoredException, at: Date): Unfinished {
  const { run } = newRun(random, type, at)
  // Celery 5 lists the next attempt among the children: it has the same id.
  const children = state === 'RETRY' ? [taskReference(run.taskId)] : []
  return { run, object: stored(type, run, taskDocument({ ...run, children }, state, result, at), at) }
}

/** With the message of its next attempt, or of the delivery that follows when a worker did not come to an end. */
function due(random: Random, { object, run }: Unfinished, now: Date): Seeded {
  const { taskId, name, args, kwargs, queue } = run
  const again = { retries: 1, parentId: taskId, groupId: null, expires: null }
  const eta = new Date(now.getTime() + random.int(15, 150) * 1000)
  return { object, message: { taskId, name, args, kwargs, queue, eta, ...again, origin: 'gen17@shop-web-1' } }
}
