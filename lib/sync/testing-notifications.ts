import { AppError } from '@/lib/errors'
import type { EventQueue } from '@/lib/event-queue/event-queue'
import { createMemoryEventQueue, type MemoryEventQueue } from '@/lib/event-queue/memory'
import { bridgeBody, recordOf, s3Body, snsBody } from '@/lib/events/testing'
import type { Scheduler, SimulatedProcess } from './testing-scheduler'
import type { Dice } from './testing-seeds'
import type { BucketChange, FaultRates, World } from './testing-world'

export const simulatedBucket = 'shop'

/** S3's events of the simulated bucket on their way, and the queue that they come to. */
export type Notifications = {
  queue: MemoryEventQueue
  /** One of those on the way arrives; at times it stays on its way as well, and arrives again. */
  deliver(): void
  deliverAll(): void
  /** Everything that has an order comes once more. */
  repeatAll(): void
  /** Messages that nobody can understand, so far. */
  poison(): number
  met: Scheduler['met']
}

/** `lost`: the share of events that never come. */
export function createNotifications(world: World, dice: Dice, scheduler: Scheduler, lost: number): Notifications {
  const queue = createMemoryEventQueue(scheduler.nowMs)
  queue.pick = dice.below
  const onTheWay: string[] = []
  const ordered: string[] = []
  let changes = 0
  let poison = 0

  world.onChange((change) => {
    changes += 1
    if (dice.chance(lost)) return scheduler.met('lost event')
    const { body, isOrdered } = eventOf(change, changes, scheduler.nowMs(), dice)
    onTheWay.push(body)
    if (isOrdered) ordered.push(body)
    if (dice.chance(0.05)) onTheWay.push(dice.pick(strangers))
    if (!dice.chance(0.02)) return
    poison += 1
    queue.send(`{"Records": "${changes}`)
  })

  function deliver(): void {
    if (onTheWay.length === 0) return
    const at = dice.below(onTheWay.length)
    queue.send(onTheWay[at] ?? '')
    if (dice.chance(0.85)) onTheWay.splice(at, 1)
    else scheduler.met('repeated event')
    if (at > 0) scheduler.met('overtaken event')
  }

  return {
    queue,
    deliver,
    deliverAll() {
      while (onTheWay.length > 0) deliver()
    },
    repeatAll() {
      for (const body of ordered) queue.send(body)
    },
    poison: () => poison,
    met: scheduler.met,
  }
}

/** The event of a change, in one of the three envelopes. */
function eventOf(
  change: BucketChange,
  number: number,
  nowMs: number,
  dice: Dice,
): { body: string; isOrdered: boolean } {
  const { kind, key } = change
  // Of different lengths: the shorter one stands for one with zeros at its end.
  const counted = `0055${number.toString(16).padStart(6, '0').toUpperCase()}`.replace(/0+$/, '')
  // Removals by lifecycle rules may come without one, and events may leave out what was written.
  const sequencer = kind === 'removed' && dice.chance(0.2) ? undefined : counted
  const isOrdered = sequencer !== undefined
  const eTag = change.kind === 'created' && dice.chance(0.9) ? change.version : undefined
  const envelope = dice.below(4)
  if (envelope === 0) {
    const time = new Date(Math.floor(nowMs / 1000) * 1000).toISOString()
    const object = { key, etag: eTag, sequencer }
    const type = kind === 'created' ? 'Object Created' : 'Object Deleted'
    const detail = { bucket: { name: simulatedBucket }, object }
    return { body: bridgeBody({ time, 'detail-type': type, detail }), isOrdered }
  }
  const eventName = kind === 'created' ? 'ObjectCreated:Put' : 'ObjectRemoved:Delete'
  const eventTime = new Date(nowMs).toISOString()
  const body = s3Body(
    recordOf({ key: encodeURIComponent(key), bucket: simulatedBucket, eventName, eventTime, eTag, sequencer }),
  )
  return { body: envelope === 1 ? snsBody(body) : body, isOrdered }
}

/** What comes through such a queue besides: a test event, another bucket, another kind. */
const strangers = [
  JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-11-21T12:00:00.000Z', Bucket: 'shop' }),
  s3Body(recordOf({ bucket: 'other' })),
  s3Body(recordOf({ eventName: 'ObjectTagging:Put' })),
]

/** The queue as one process has it: a request may fail before it was carried out, or after, when the answer is lost. */
export function queueOf(
  { queue, met }: Pick<Notifications, 'queue' | 'met'>,
  process: SimulatedProcess,
  dice: Dice,
  rates: () => FaultRates,
): EventQueue {
  const through = async <T>(signal: AbortSignal, request: () => Promise<T>): Promise<T> => {
    const fail = () => {
      if (dice.chance(rates().queue)) throw new AppError('upstream', 'The queue did not answer in time.')
    }
    await process.step()
    signal.throwIfAborted()
    fail()
    const answer = await request()
    await process.step()
    signal.throwIfAborted()
    fail()
    return answer
  }
  return {
    label: queue.label,
    receive: ({ waitSeconds, visibilitySeconds }, signal) =>
      through(signal, async () => {
        const atOnce = { waitSeconds: 0, visibilitySeconds }
        let messages = await queue.receive(atOnce, signal)
        if (messages.length === 0 && waitSeconds > 0) {
          await process.clock.sleep(dice.below(waitSeconds * 1000), signal)
          messages = await queue.receive(atOnce, signal)
        }
        if (messages.some(({ receives }) => receives > 1)) met('message that comes again')
        return messages
      }),
    remove: (messages, signal) => through(signal, () => queue.remove(messages, signal)),
    release: (messages, signal) => through(signal, () => queue.release(messages, signal)),
    getBacklog: (signal) => through(signal, () => queue.getBacklog(signal)),
  }
}
