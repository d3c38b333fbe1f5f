import type { ObjectEvent } from '@/lib/events/object-event'
import { compareSequencers } from '@/lib/events/sequencer'
import type { EventMark } from './event-index'

/** What the events of one key ask for. */
export type KeyPlan = {
  key: string
  /** The newest of them. */
  event: ObjectEvent
  /** All that are not older than what has been applied. */
  events: ObjectEvent[]
  knownVersion: string | null
  /**
   * `look`: read the object, for only S3 tells what it is now. `known`: the index has that very version. `absent`:
   * removed, and the index does not have it.
   */
  kind: 'look' | 'known' | 'absent'
}

export type EventsPlan = {
  keys: KeyPlan[]
  /** Events that ask for nothing: they came again, or late, or a newer one of their key came with them. */
  repeated: number
}

/**
 * Works out what a bundle of events asks for, in whatever order and how often they came. Events without a sequencer
 * (some lifecycle expirations) are always looked into. Pure.
 */
export function planEvents(events: ObjectEvent[], marks: EventMark[]): EventsPlan {
  const known = new Map(marks.map((mark) => [mark.key, mark]))
  const byKey = new Map<string, ObjectEvent[]>()
  for (const event of events) {
    const last = known.get(event.key)?.sequencer ?? null
    if (last !== null && event.sequencer !== null && compareSequencers(event.sequencer, last) <= 0) continue
    const own = byKey.get(event.key)
    if (own) own.push(event)
    else byKey.set(event.key, [event])
  }
  const keys = [...byKey].map(([key, own]): KeyPlan => {
    const event = own.reduce((newest, other) => (isLater(other, newest) ? other : newest))
    const knownVersion = known.get(key)?.version ?? null
    return { key, event, events: own, knownVersion, kind: areOrdered(own) ? kindOf(event, knownVersion) : 'look' }
  })
  return { keys, repeated: events.length - keys.length }
}

/** Times alone do not order events: those through EventBridge have whole seconds. */
function areOrdered(events: ObjectEvent[]): boolean {
  return events.length === 1 || events.every(({ sequencer }) => sequencer !== null)
}

function kindOf(event: ObjectEvent, knownVersion: string | null): KeyPlan['kind'] {
  if (event.kind === 'removed') return knownVersion === null && !event.ofOneVersion ? 'absent' : 'look'
  return knownVersion !== null && event.version === knownVersion ? 'known' : 'look'
}

function isLater(a: ObjectEvent, b: ObjectEvent): boolean {
  if (a.sequencer !== null && b.sequencer !== null) return compareSequencers(a.sequencer, b.sequencer) > 0
  return a.atMs > b.atMs
}
