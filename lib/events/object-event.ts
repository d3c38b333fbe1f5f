/** What one S3 event says, whichever way it came. The event is a hint: what the object is now, only S3 tells. */
export type ObjectEvent = {
  kind: 'put' | 'removed'
  bucket: string
  /** Decoded: as S3 lists it. */
  key: string
  /** The ETag that was written; never of a removal, and absent where the event does not tell. */
  version: string | null
  sizeBytes: number | null
  /**
   * Of a removal in a bucket with versions: one of them was deleted for good. What stands under the key may be another, so that
   * only looking tells. False where the key itself is gone.
   */
  ofOneVersion: boolean
  /** Hexadecimal; of puts and removals, not of all lifecycle expirations. Compare with `compareSequencers`. */
  sequencer: string | null
  /** Epoch milliseconds. Events through EventBridge are exact to the second only. */
  atMs: number
}

/** The body of one SQS message from the events queue, understood. */
export type Notification =
  | {
      kind: 'events'
      events: ObjectEvent[]
      /** Events of other kinds: restored objects, changed tags, access rules. */
      others: number
      /** Why one of the records could not be understood, while `events` holds the rest. */
      problem: string | null
    }
  /** Sent once by S3 when a queue is set up as a destination. */
  | { kind: 'test' }
  | { kind: 'problem'; reason: string }
