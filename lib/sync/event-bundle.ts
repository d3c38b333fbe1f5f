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
  const probes = new Map<string, string>()
  for (const message of messages) {
    const notification = decodeNotification(message.body)
    const own: ObjectEvent[] = []
    let problem: string | null = null
    if (notification.kind === 'problem') problem = notification.reason
    else if (notification.kind === 'test') bundle.others += 1
    else {
      problem = notification.problem
      for (const event of notification.events) {
        if (isOwn(event, bucket, keyPrefix)) own.push(event)
        // Any sequencer says that it came; not zeros, which mean none.
        else if (isProbe(event, bucket, keyPrefix)) probes.set(event.key, event.sequencer ?? '1')
      }
      bundle.foreign += notification.events.length - own.length
      bundle.others += notification.others
    }
    for (const event of own) bundle.events.push(event)
    const unclear = problem !== null && message.receives < setAsideAfter
    if (problem !== null && !unclear) {
      const { id, body, receives } = message
      bundle.setAside.push({ messageId: id, reason: problem, body: body.slice(0, keptCharacters), receives })
    }
    if (!unclear) bundle.messages.push({ message, keys: own.map(({ key }) => key) })
  }
  for (const [key, sequencer] of probes) bundle.probes.push({ key, sequencer })
  return bundle
}

/** No database can keep a key with U+0000 in it: it is left out of the index by sweeps, too. */
function isOwn({ bucket, key }: ObjectEvent, ownBucket: string, keyPrefix: string): boolean {
  return bucket === ownBucket && parseResultKey(keyPrefix, key) !== null && !key.includes('\0')
}

function isProbe({ bucket, key, kind }: ObjectEvent, ownBucket: string, keyPrefix: string): boolean {
  return bucket === ownBucket && kind === 'put' && isProbeKey(keyPrefix, key)
}
