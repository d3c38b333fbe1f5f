/**
 * What a pickle, YAML or msgpack document builds while it is read: Python's own shapes, and a graph, since one list may
 * hang in two places and an object may contain itself. `describeNode` turns it into a PyValue tree.
 */
export type PyNode =
  | { kind: 'none' }
  | { kind: 'bool'; value: boolean }
  /** As Python would print it. */
  | { kind: 'number'; text: string }
  | PyStr
  | { kind: 'bytes'; value: Uint8Array }
  | PySequence
  | PyMapping
  /** A type of which the description is already known, such as a timestamp: becomes a typed value. */
  | { kind: 'typed'; type: string; value: PyNode }
  | PyClass
  | PyInstance
  /** What a skimming reader left out to bound its memory. `text` says what it was. */
  | { kind: 'omitted'; text: string }

/** `bytes` where Python 2 wrote a byte string, which may be either. `cut`: only the beginning was kept. */
export type PyStr = { kind: 'str'; value: string; bytes?: Uint8Array; cut?: boolean }
export type PySequence = { kind: 'sequence'; type: SequenceType; items: PyNode[]; cut?: boolean }
export type SequenceType = 'list' | 'tuple' | 'set' | 'frozenset'
export type PyMapping = { kind: 'mapping'; pairs: [PyNode, PyNode][]; cut?: boolean }
/** A class or function by name, never loaded. `name` may have dots: `Billing.CardDeclined`. */
export type PyClass = { kind: 'class'; module: string; name: string }
/** The call `of(*args, **kwargs)` that was not made, and what would then have been put into its outcome. */
export type PyInstance = {
  kind: 'instance'
  of: PyNode
  args: PyNode[]
  kwargs: PyNode | null
  states: PyNode[]
  items: PyNode[]
  pairs: [PyNode, PyNode][]
}

/**
 * How many values of a document are read into a graph. Bytes say little about what they take up: one byte of a pickle or
 * of msgpack may be a mapping, of which two million would be gigabytes.
 */
export const mostValues = 300_000
export const tooManyValues = `it holds more than ${mostValues} values, of which no more are held`

export const pyNone: PyNode = { kind: 'none' }
export const pyTrue: PyNode = { kind: 'bool', value: true }
export const pyFalse: PyNode = { kind: 'bool', value: false }

export function strNode(value: string): PyStr {
  return { kind: 'str', value }
}

export function listNode(items: PyNode[]): PySequence {
  return { kind: 'sequence', type: 'list', items }
}

/** Shared, since a list of a million small numbers should not be a million objects. */
const smallNumbers = Array.from({ length: 256 }, (_, value): PyNode => ({ kind: 'number', text: String(value) }))

export function numberNode(text: string | number | bigint): PyNode {
  const small = typeof text === 'number' ? smallNumbers[text] : undefined
  if (small) return small
  return { kind: 'number', text: String(text) }
}
