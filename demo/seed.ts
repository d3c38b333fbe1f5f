import type { Cloud } from './cloud'
import { type Document, py, type TaskRun, taskDocument } from './documents'
import { failure } from './failures'
import { createRandom, type Random } from './random'
import { failureRateAt, randomPastTime } from './rhythm'
import { seedCanvas } from './seed-canvas'
import { newRun, orderIdOf, type SeededObject, stored } from './seeded-object'
import type { TaskType } from './task-type'
import { taskTypes } from './task-types'

const minute = 60_000

/** Fills the bucket with the last seven days of a shop. Tells how many objects there are. */
export async function seed(cloud: Cloud, options: { results: number; seed: number; now: Date }): Promise<number> {
  const random = createRandom(options.seed)
  const objects = [
    ...seedCanvas(random, options.now),
    ...unfinished(random, options.now),
    ...Array.from({ length: options.results }, () => finished(random, options.now)),
  ]
  let next = 0
  const put = async () => {
    for (let object = objects[next++]; object; object = objects[next++]) {
      await cloud.put(object.key, object.body, object.at)
    }
  }
  await Promise.all(Array.from({ length: 24 }, put))
  return objects.length
}

function finished(random: Random, now: Date): SeededObject {
  const type = random.weighted(taskTypes)
  const at = randomPastTime(random, now)
  const { run, call } = newRun(random, type, at)
  const orderId = orderIdOf(call)
  if (random.chance(0.008)) {
    const revoked = { type: 'TaskRevokedError', module: 'celery.exceptions', args: py(['expired']), traceback: null }
    return stored(type, run, taskDocument(run, 'REVOKED', revoked, at), at)
  }
  const failed = random.chance(failureRateAt(type, at, now))
  if (type.retryRate && random.chance(failed ? 0.8 : type.retryRate)) {
    run.retries = random.int(1, 3)
    run.parentId = run.taskId // So Celery writes it: a retry's parent is the attempt before, under the same id.
  }
  if (failed) {
    const exception = failure(random.pick(type.failures), orderId)
    return stored(type, run, taskDocument(run, 'FAILURE', exception, at), at)
  }
  return stored(type, run, taskDocument(run, 'SUCCESS', py(type.result(random, call)), at), at)
}

/** A few of each state that does not end: they have no date_done, so their object's date is what tells their time. */
function* unfinished(random: Random, now: Date): Generator<SeededObject> {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * minute)
  const make = (type: TaskType, state: string, at: Date, result: (run: TaskRun) => Document | null) => {
    const { run } = newRun(random, type, at)
    return stored(type, run, result(run) ?? taskDocument(run, state, py(null), at), at)
  }
  const started = (type: TaskType, at: Date) =>
    make(type, 'STARTED', at, (run) =>
      taskDocument(run, 'STARTED', py({ pid: random.int(20, 900), hostname: run.worker }), at),
    )
  for (const minutes of [0.5, 2, 6, 17]) yield started(random.weighted(taskTypes), ago(minutes))
  // These were lost with their worker: nothing will ever end them.
  for (const days of [1.3, 2.6, 4.9]) yield started(random.weighted(taskTypes), ago(days * 1440))

  for (const type of taskTypes) {
    for (const minutes of type.progress ? [1, 9] : []) {
      const { state, steps } = type.progress ?? { state: '', steps: [] }
      const at = ago(minutes)
      yield make(type, state, at, (run) => taskDocument(run, state, py(steps[random.int(0, steps.length - 1)]), at))
    }
    const { retryFailure } = type
    if (!retryFailure) continue
    for (const minutes of [0.4, 3]) {
      const at = ago(minutes)
      yield make(type, 'RETRY', at, (run) => taskDocument({ ...run, retries: 1 }, 'RETRY', failure(retryFailure), at))
    }
  }
}
