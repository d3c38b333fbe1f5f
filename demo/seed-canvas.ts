import { groupDocument, py, type StoredException, taskDocument, taskReference } from './documents'
import { failure } from './failures'
import type { Random } from './random'
import { newRun, type SeededObject, stored, storedGroup } from './seeded-object'
import type { TaskType } from './task-type'
import { taskType } from './task-types'
import { mergeRegions, salesByRegion } from './task-types/reports'

const hour = 3_600_000

/** What belongs together: saved groups, chords that went well and wrong, a chain that ran through and one that broke. */
export function* seedCanvas(random: Random, now: Date): Generator<SeededObject> {
  const ago = (hours: number) => new Date(now.getTime() - hours * hour)
  for (const hours of [0.7, 9, 31]) yield* savedGroup(random, 'shop.catalog.tasks.resize_images', 12, ago(hours))
  yield* savedGroup(random, 'shop.mail.tasks.send_newsletter_batch', 40, ago(20))
  for (const hours of [1.5, 26]) yield* chord(random, ago(hours), false)
  yield* chord(random, ago(2.2), true)
  for (const hours of [0.9, 5]) yield* chain(random, ago(hours), null)
  yield* chain(random, ago(3.1), failure('outOfStock'))
}

/** `GroupResult.save()` stored the list of members; they carry the group's id themselves. */
function* savedGroup(random: Random, name: string, size: number, at: Date): Generator<SeededObject> {
  const groupId = random.uuid()
  const type = known(name)
  const members: string[] = []
  for (let index = 0; index < size; index += 1) {
    const done = new Date(at.getTime() + index * 700)
    const { run, call } = newRun(random, type, done)
    members.push(run.taskId)
    const failed = index === 7
    const result = failed ? failure(type.failures[0]) : py(type.result(random, call))
    yield stored(type, run, taskDocument({ ...run, groupId }, failed ? 'FAILURE' : 'SUCCESS', result, done), done)
  }
  yield storedGroup(groupId, groupDocument(groupId, members), at)
}

/** The body's parent is the celery.chord_unlock task, which never has a result of its own. */
function* chord(random: Random, at: Date, broken: boolean): Generator<SeededObject> {
  const groupId = random.uuid()
  const type = known(salesByRegion)
  const body = known(mergeRegions)
  const parts: unknown[] = []
  for (const region of ['north', 'south', 'east', 'west', 'islands']) {
    const { run } = newRun(random, type, at)
    const call = { args: [region, at.toISOString().slice(0, 10)], kwargs: {} }
    const failed = broken && region === 'south'
    const result = failed ? failure('noRates') : py(type.result(random, call))
    if (!failed) parts.push(result)
    const header = { ...run, args: py(call.args), groupId }
    yield stored(type, header, taskDocument(header, failed ? 'FAILURE' : 'SUCCESS', result, at), at)
  }
  const done = new Date(at.getTime() + 4000)
  const { run } = newRun(random, body, done)
  const merged = { ...run, args: py([parts]), parentId: random.uuid(), extended: broken ? false : undefined }
  const result = broken ? failure('chordFailed') : py(random.int(10 ** 6, 10 ** 7))
  yield stored(body, merged, taskDocument(merged, broken ? 'FAILURE' : 'SUCCESS', result, done), done)
}

/** Order, stock, receipt. After a failed link Celery stores the failure for the links that never ran (5.2 and later). */
function* chain(random: Random, at: Date, broken: StoredException | null): Generator<SeededObject> {
  const types = ['shop.orders.tasks.confirm_order', 'shop.orders.tasks.reserve_stock', 'shop.mail.tasks.send_receipt']
  const ids = types.map(() => random.uuid())
  for (const [index, name] of types.entries()) {
    const type = known(name)
    const done = new Date(at.getTime() + index * 900)
    const { run, call } = newRun(random, type, done)
    const next = ids[index + 1]
    const link = {
      ...run,
      taskId: ids[index] ?? run.taskId,
      parentId: ids[index - 1],
      children: next ? [taskReference(next)] : [],
    }
    const failed = broken !== null && index >= 1
    const result = failed ? broken : py(type.result(random, call))
    const document = taskDocument(link, failed ? 'FAILURE' : 'SUCCESS', result, done)
    const neverRan = broken !== null && index === 2
    if (neverRan) for (const field of ['worker', 'queue', 'retries']) document.set(field, py(null))
    yield stored(type, link, document, done)
  }
}

function known(name: string): TaskType {
  const type = taskType(name)
  if (!type) throw new Error(`The demo has no task ${name}.`)
  return type
}
