import { setTimeout as sleep } from 'node:timers/promises'
import type { Cloud } from './cloud'
import { py } from './documents'
import { type ShopMessage, writeMessage } from './message'
import type { Random } from './random'
import type { TaskType } from './task-type'
import { taskType, taskTypes } from './task-types'

/** What the shop's own messages say of their sender; the dashboard's say something else. */
export const shopOrigin = /^gen\d+@shop-/
/** Sent by an old cron job; no worker knows it any more, so SQS moves it to the dead letters after three tries. */
export const forgottenTask = 'shop.legacy.tasks.rebuild_thumbnails'

/** Keeps the shop busy: single tasks all the time, and a burst for one queue every minute or two. */
export async function produce(cloud: Cloud, random: Random, rate: number, signal: AbortSignal): Promise<void> {
  if (rate === 0) return
  let nextBurst = Date.now() + 20_000
  while (!signal.aborted) {
    await sleep((-Math.log(1 - random.float()) / rate) * 1000, undefined, { signal })
    if (random.chance(0.003)) await cloud.send('celery', writeMessage(forgotten(random)))
    else await send(cloud, random, random.weighted(taskTypes))
    if (Date.now() < nextBurst) continue
    nextBurst = Date.now() + random.int(80_000, 160_000)
    const name = random.pick(['shop.mail.tasks.send_newsletter_batch', 'shop.reports.tasks.customer_statement'])
    const type = taskType(name)
    for (let left = type ? random.int(20, 40) : 0; type && left > 0; left -= 1) await send(cloud, random, type)
  }
}

async function send(cloud: Cloud, random: Random, type: TaskType): Promise<void> {
  await cloud.send(type.queue, writeMessage(call(random, type)))
}

/** Any call of the shop's. */
export function someCall(random: Random): ShopMessage {
  return call(random, random.weighted(taskTypes))
}

function call(random: Random, type: TaskType): ShopMessage {
  const now = new Date()
  const { args, kwargs } = type.call(random)
  return {
    taskId: type.taskId?.(random, now) ?? random.uuid(),
    name: type.name,
    args: py(args),
    kwargs: py(kwargs),
    queue: type.queue,
    retries: 0,
    eta: null,
    // Now and then a message is already too old when a worker comes to it.
    expires: random.chance(0.008) ? new Date(now.getTime() - 1000) : null,
    parentId: null,
    groupId: null,
    origin: `gen${random.int(7, 4000)}@shop-web-${random.int(1, 3)}`,
  }
}

export function forgotten(random: Random): ShopMessage {
  const [first] = taskTypes
  return {
    ...call(random, first),
    name: forgottenTask,
    args: py([random.int(1000, 2400)]),
    kwargs: py({}),
    expires: null,
  }
}
