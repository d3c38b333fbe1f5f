import type { EventMessage } from '@/lib/event-queue/event-queue'

/** Characters of messages that are settled together: five hundred of S3's own. */
const portionLength = 524_288

/** S3 tells of one object a message. Who gathers hundreds into one, or sends a megabyte of anything, gets more transactions. */
export function* inPortions(messages: EventMessage[]): Generator<EventMessage[]> {
  let some: EventMessage[] = []
  let length = 0
  for (const message of messages) {
    if (some.length > 0 && length + message.body.length > portionLength) {
      yield some
      some = []
      length = 0
    }
    some.push(message)
    length += message.body.length
  }
  if (some.length > 0) yield some
}
