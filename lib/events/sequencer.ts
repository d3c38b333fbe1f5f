/** A sequencer as S3 writes it, or null: anything else has no order that could be trusted. */
export function readSequencer(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9A-F]{1,128}$/i.test(value) ? value.toUpperCase() : null
}

/**
 * Which of two events under the same key came first: below 0, if `a` did. Sequencers can differ in length; the shorter one
 * is padded on the right with zeros, then both compare as text. Of different keys they say nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function compareSequencers(a: string, b: string): number {
  const length = Math.max(a.length, b.length)
  const [left, right] = [a.padEnd(length, '0'), b.padEnd(length, '0')]
  return left === right ? 0 : left < right ? -1 : 1
}
