import type { PyMapping, PyNode, PySequence } from './py-node'
import { listNode, mostValues, pyNone, strNode, tooManyValues } from './py-node'
import {
  type PyArray,
  type PyObject,
  type PyValue,
  pyArray,
  pyBool,
  pyNull,
  pyObject,
  pyString,
  typedValue,
} from './py-value'
import { maxJsonDepth } from './python-json'
import { decodeUtf8, toBase64 } from './text-bytes'

/** `cut`: members of the root of which a skimming reader left something out. */
export type Described =
  | { kind: 'described'; value: PyValue; cut: Set<string> }
  | { kind: 'problem'; code: 'too_deep' | 'too_large'; message: string }

export type DescribeOptions = {
  /** What an object of a class looks like; without it, objects do not occur. */
  simplify?: (instance: Extract<PyNode, { kind: 'instance' }>) => PyNode
  maxDepth?: number
  /** Roughly how many characters may be spent on writing out again what was written out before. */
  repeatBudget?: number
  /** How many values the tree may have. An object is several. */
  valueBudget?: number
}

/**
 * Turns a graph into a finite tree. A value that hangs in several places is written out in each, as Celery's JSON would
 * have it, until that has cost `repeatBudget`; from then on, and wherever a value contains itself, stands
 * `{"__type__": "reference", "__value__": "$.path.to.the.first"}`. So the tree is at most a constant larger than the
 * graph, however often a hostile document repeats its parts.
 */
export function describeNode(root: PyNode, options: DescribeOptions = {}): Described {
  return new Describer(options).describe(root)
}

/** `top` is the member of the root that all this is in. */
type Path = { parent: Path; segment: string; top: string } | null
/** Scalars up to this length are not worth remembering. */
const shortScalar = 64
const theRest: PyNode = { kind: 'omitted', text: 'the rest' }

type Member = { key: string | null; node: PyNode; segment: string }
type Level = { node: PyNode; container: PyArray | PyObject; members: Iterator<Member>; path: Path; depth: number }
type Place = { value: PyValue; level?: Omit<Level, 'depth'> }

class Describer {
  readonly #simplify: NonNullable<DescribeOptions['simplify']>
  readonly #maxDepth: number
  #repeatBudget: number
  #valueBudget: number
  readonly #open = new Set<PyNode>()
  readonly #seen = new Map<PyNode, Path>()
  readonly #cut = new Set<string>()

  constructor({
    simplify = () => pyNone,
    maxDepth = maxJsonDepth,
    repeatBudget = 1_000_000,
    valueBudget = 2 * mostValues,
  }: DescribeOptions) {
    this.#simplify = simplify
    this.#maxDepth = maxDepth
    this.#repeatBudget = repeatBudget
    this.#valueBudget = valueBudget
  }

  describe(root: PyNode): Described {
    const levels: Level[] = []
    const enter = (node: PyNode, path: Path): PyValue => {
      const { value, level } = this.#enter(node, path)
      if (!level) return value
      // A set is two levels of JSON, since its members stand in the list inside the typed value.
      const depth = (levels.at(-1)?.depth ?? 0) + (value === level.container ? 1 : 2)
      levels.push({ ...level, depth })
      this.#open.add(node)
      return value
    }
    const value = enter(root, null)
    for (;;) {
      const level = levels.at(-1)
      if (!level) return { kind: 'described', value, cut: this.#cut }
      if (level.depth > this.#maxDepth) {
        return { kind: 'problem', code: 'too_deep', message: `it is nested deeper than ${this.#maxDepth} levels` }
      }
      const step = level.members.next()
      if (step.done) {
        levels.pop()
        this.#open.delete(level.node)
        continue
      }
      if (--this.#valueBudget < 0) return { kind: 'problem', code: 'too_large', message: tooManyValues }
      const { key, node, segment } = step.value
      const member = enter(node, { parent: level.path, segment, top: level.path?.top ?? key ?? segment })
      if (level.container.kind === 'array') level.container.items.push(member)
      else level.container.entries.set(key ?? '', member)
    }
  }

  #enter(node: PyNode, path: Path): Place {
    const cost = costOf(node)
    if (cost > 0) {
      const first = this.#seen.get(node)
      if (first === undefined) this.#seen.set(node, path)
      else {
        this.#repeatBudget -= cost
        if (this.#repeatBudget < 0 || this.#open.has(node)) return { value: referenceTo(first) }
      }
    }
    if (node.kind === 'omitted' || ('cut' in node && node.cut)) this.#cut.add(path?.top ?? '')
    switch (node.kind) {
      case 'none':
        return { value: pyNull() }
      case 'bool':
        return { value: pyBool(node.value) }
      case 'number':
        return { value: { kind: 'number', text: node.text, start: 0, end: 0 } }
      case 'str':
        return { value: pyString(node.cut ? `${node.value}…` : node.value) }
      case 'bytes':
        return { value: bytesValue(node.value) }
      case 'omitted':
        return { value: typedValue('omitted', pyString(node.text)) }
      case 'class':
        return { value: typedValue('class', pyString(node.module ? `${node.module}.${node.name}` : node.name)) }
      case 'typed': {
        const value = typedValue(node.type, pyNull())
        return { value, level: { node, container: value, members: once('__value__', node.value), path } }
      }
      case 'sequence':
        return this.#sequence(node, node, path)
      case 'mapping':
        return this.#mapping(node, node, path)
      case 'instance': {
        const simple = this.#simplify(node)
        if (simple.kind === 'sequence') return this.#sequence(simple, node, path)
        if (simple.kind === 'mapping') return this.#mapping(simple, node, path)
        const place = this.#enter(simple, path)
        return place.level ? { ...place, level: { ...place.level, node } } : place
      }
    }
  }

  #sequence(sequence: PySequence, node: PyNode, path: Path): Place {
    const container = pyArray([])
    const plain = sequence.type === 'list' || sequence.type === 'tuple'
    const level = { node, container, members: numbered(sequence.items, sequence.cut), path }
    return { value: plain ? container : typedValue(sequence.type, container), level }
  }

  // Only text can be a key in JSON. Any other key makes the mapping a list of pairs; nothing is turned into text, so
  // that {1: "a"} and {"1": "a"} stay different. Neither may an application's dict pass for a typed value.
  #mapping(mapping: PyMapping, node: PyNode, path: Path): Place {
    if (mapping.pairs.every(([key]) => key.kind === 'str') && !looksTyped(mapping)) {
      const container = pyObject([])
      return { value: container, level: { node, container, members: this.#named(mapping), path } }
    }
    const container = pyArray([])
    const pairs = numbered(mapping.pairs.map((pair) => listNode(pair)))
    return { value: typedValue('dict', container), level: { node, container, members: pairs, path } }
  }

  *#named(mapping: PyMapping): Generator<Member> {
    for (const [name, node] of mapping.pairs) {
      if (name.kind !== 'str') continue
      const cost = costOf(name)
      let key = name.value
      if (cost > 0 && this.#seen.has(name)) {
        this.#repeatBudget -= cost
        if (this.#repeatBudget < 0) key = `${key.slice(0, shortScalar)}…`
      } else if (cost > 0) this.#seen.set(name, null)
      yield { key, node, segment: `.${key.slice(0, shortScalar)}` }
    }
    if (mapping.cut) yield { key: '…', node: theRest, segment: '' }
  }
}

function* numbered(items: PyNode[], cut = false): Generator<Member> {
  for (const [i, node] of items.entries()) yield { key: null, node, segment: `[${i}]` }
  if (cut) yield { key: null, node: theRest, segment: '' }
}

function* once(key: string, node: PyNode): Generator<Member> {
  yield { key, node, segment: '' }
}

function looksTyped({ pairs }: PyMapping): boolean {
  return pairs.length === 2 && ['__type__', '__value__'].every((name) => pairs.some(([key]) => isStr(key, name)))
}

function isStr(node: PyNode, value: string): boolean {
  return node.kind === 'str' && node.value === value
}

/** What writing this node again would cost, the length of its members aside; 0 for what is too small to count. */
function costOf(node: PyNode): number {
  switch (node.kind) {
    case 'str':
      return node.value.length > shortScalar ? node.value.length : 0
    case 'number':
      return node.text.length > shortScalar ? node.text.length : 0
    case 'bytes':
      return node.value.length > shortScalar ? node.value.length : 0
    case 'sequence':
      return 8 + 4 * node.items.length
    case 'mapping':
      return 8 + 8 * node.pairs.length
    case 'typed':
      return 8
    case 'instance':
      return 128
    default:
      return 0
  }
}

/** As kombu from 5.3 on: text where the bytes are UTF-8, base64 otherwise. */
function bytesValue(bytes: Uint8Array): PyValue {
  const text = decodeUtf8(bytes)
  return text === null ? typedValue('base64', pyString(toBase64(bytes))) : typedValue('bytes', pyString(text))
}

/** The last steps of the way to the first place suffice for a person, and keep a hostile million of these cheap. */
function referenceTo(path: Path): PyValue {
  const segments: string[] = []
  let at = path
  for (; at && segments.length < 40; at = at.parent) segments.push(at.segment)
  return typedValue('reference', pyString(`$${at ? '…' : ''}${segments.reverse().join('')}`))
}

/** The description of an object nobody knows: its class by name, and what it was made from. */
export function objectNode(parts: { module: string; name: string; args: PyNode[]; more: [string, PyNode][] }): PyNode {
  const qualified = parts.module ? `${parts.module}.${parts.name}` : parts.name
  const pairs: [PyNode, PyNode][] = [
    [strNode('class'), strNode(qualified)],
    [strNode('module'), strNode(parts.module)],
    [strNode('args'), listNode(parts.args)],
    ...parts.more.map(([key, node]): [PyNode, PyNode] => [strNode(key), node]),
  ]
  return { kind: 'typed', type: 'object', value: { kind: 'mapping', pairs } }
}
