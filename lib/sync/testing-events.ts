import { createMemoryEventQueue, type MemoryEventQueue } from '@/lib/event-queue/memory'
import { recordOf, s3Body } from '@/lib/events/testing'
import type { EventParts } from './event-round'
import { createFakeClock, type FakeClock, type TestParts, testParts } from './testing'

export type EventTestParts = TestParts & EventParts & { queue: MemoryEventQueue; clock: FakeClock; bucket: string }

/** A bucket that tells the queue of every change, as S3 does; the queue may then repeat, mix up and delay. */
export function eventTestParts() {
  const clock = createFakeClock()
  const queue = createMemoryEventQueue(clock.now)
  const parts: EventTestParts = { ...testParts({ now: clock.now }), queue, clock, bucket: 'shop' }
  let writes = 0
  const tell = (key: string, eventName: string, eTag?: string): string => {
    writes += 1
    // Of different lengths, and at times with the end that a shorter one stands for.
    const sequencer = `0055${writes.toString(16).padStart(8, '0').toUpperCase()}`.replace(/0+$/, '') || '0'
    const eventTime = new Date(clock.now()).toISOString()
    const encoded = encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+')
    return s3Body(recordOf({ key: encoded, eventName, eventTime, eTag, sequencer, size: undefined }))
  }
  return {
    parts,
    /** Writes the object and gives the message that tells of it. */
    async written(key: string, body: string): Promise<string> {
      parts.store.set(key, body)
      const outcome = await parts.store.get(key, {}, new AbortController().signal)
      parts.store.requests.get -= 1
      return tell(key, 'ObjectCreated:Put', outcome.kind === 'found' ? outcome.document.version : undefined)
    },
    removed(key: string): string {
      parts.store.remove(key)
      return tell(key, 'ObjectRemoved:Delete')
    },
  }
}
