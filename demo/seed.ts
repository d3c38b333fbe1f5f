import { py, taskDocument } from './documents'
import { failure } from './failures'
import { writeMessage } from './message'
import { createRandom, type Random } from './random'
import { failureRateAt, randomPastTime } from './rhythm'
import { seedCanvas } from './seed-canvas'
import { seedUnfinished } from './seed-unfinished'
import { newRun, orderIdOf, type SeededObject, stored } from './seeded-object'
import type { QueueName } from './task-type'
import { taskTypes } from './task-types'

export type Past = { objects: SeededObject[]; messages: { queue: QueueName; body: string }[] }

/** The last seven days of a shop: what lies in the bucket, and the messages that will end what is unfinished. */
export function createPast({ results, seed, now }: { results: number; seed: number; now: Date }): Past {
  const random = createRandom(seed)
  const unfinished = [...seedUnfinished(random, now)]
  return {
    objects: [
      ...seedCanvas(random, now),
      ...unfinished.map(({ object }) => object),
      ...Array.from({ length: results }, () => finished(random, now)),
    ],
    messages: unfinished.flatMap(({ message }) =>
      message ? [{ queue: message.queue, body: writeMessage(message) }] : [],
    ),
  }
}

function finished(random: Random, now: Date): SeededObject {
  const type = random.weighted(taskTypes)
  const at = randomPastTime(random, now)
  const { run, call } = newRun(random, type, at)
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
    const exception = failure(random.pick(type.failures), orderIdOf(call))
    return stored(type, run, taskDocument(run, 'FAILURE', exception, at), at)
  }
  return stored(type, run, taskDocument(run, 'SUCCESS', py(type.result(random, call)), at), at)
}
