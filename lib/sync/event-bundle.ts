import { isProbeKey, parseResultKey } from '@/lib/celery/result-key'
import type { EventMessage } from '@/lib/event-queue/event-queue'
import { decodeNotification } from '@/lib/events/decode-notification'
import type { ObjectEvent } from '@/lib/events/object-event'
import type { SetAsideMessage } from './event-index'

/** Received messages, understood and sorted out. */
export type EventBundle = {
  /** Of this app's bucket and keys. */
  events: ObjectEvent[]
  /** Each message that can be removed once its keys are settled. */
  messages: { message: EventMessage; keys: string[] }[]
  setAside: SetAsideMessage[]
  /** Of the check that the events come: it looks for these in the index. */
  probes: { key: string; sequencer: string }[]
  foreign: number
  others: number
}

/** So much of a message is kept to be looked at. */
const keptCharacters = 2000

/**
 * Sorts out what came: own events, foreign ones, tests, and what nobody understands. A message of the last kind is left
 * in the queue until it has come `setAsideAfter` times: another process may be newer than this one. Pure.
 */
export function bundleEvents(
  messages: EventMessage[],
  { bucket, keyPrefix, setAsideAfter }: { bucket: string; keyPrefix: string; setAsideAfter: number },
): EventBundle {
  const bundle: EventBundle = { events: [], messages: [], setAside: [], probes: [], foreign: 0, others: 0 }
  for (const message of messages) {
    const notification = decodeNotification(message.body)
    const own: ObjectEvent[] = []
    let problem: string | null = null
    if (notification.kind === 'problem') problem = notification.reason
    else if (notification.kind === 'test') bundle.others += 1
    else {
      problem = notification.problem
      own.push(...notification.events.filter((event) => isOwn(event, bucket, keyPrefix)))
      for (const { bucket: of, key, kind, sequencer } of notification.events) {
        const isProbe = of === bucket && kind === 'put' && isProbeKey(keyPrefix, key)
        if (isProbe && !bundle.probes.some((other) => other.key === key)) {
          bundle.probes.push({ key, sequencer: sequencer ?? '0' })
        }
      }
      bundle.foreign += notification.events.length - own.length
      bundle.others += notification.others
    }
    bundle.events.push(...own)
    const unclear = problem !== null && message.receives < setAsideAfter
    if (problem !== null && !unclear) {
      const { id, body, receives } = message
      bundle.setAside.push({ messageId: id, reason: problem, body: body.slice(0, keptCharacters), receives })
    }
    if (!unclear) bundle.messages.push({ message, keys: own.map(({ key }) => key) })
  }
  return bundle
}

/** No database can keep a key with U+0000 in it: it is left out of the index by sweeps, too. */
function isOwn({ bucket, key }: ObjectEvent, ownBucket: string, keyPrefix: string): boolean {
  return bucket === ownBucket && parseResultKey(keyPrefix, key) !== null && !key.includes('\0')
}
