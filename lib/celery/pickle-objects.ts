import { objectNode } from './describe-node'
import { type PyClass, type PyInstance, type PyNode, pyNone, strNode } from './py-node'
import { encodeLatin1 } from './text-bytes'

/**
 * What an object from a pickle looks like: dates, decimals, UUIDs, sets and the like by their value in kombu's extension
 * form, everything else as "object of this class, made from these arguments". Nothing is ever called.
 */
export function simplifyInstance(instance: PyInstance): PyNode {
  if (instance.of.kind !== 'class')
    return callOf(instance, { kind: 'class', module: '', name: 'object' }, [instance.of])
  const name = `${instance.of.module}.${instance.of.name}`
  const known = Object.hasOwn(simplifiers, name) ? simplifiers[name]?.(instance) : null
  return known ?? callOf(instance, instance.of, [])
}

/** One text that is encoded a hundred thousand times is held once. */
const encoded = new WeakMap<PyNode, PyNode>()

/** The bytes that `_codecs.encode(text, 'latin1')` stands for: how Python 3 writes bytes at protocol 2 and below. */
export function latin1Bytes(instance: PyInstance): PyNode | null {
  const [text, encoding] = instance.args
  if (text?.kind !== 'str' || encoding?.kind !== 'str' || !/^latin[-_]?1$/i.test(encoding.value)) return null
  const known = encoded.get(text)
  if (known) return known
  const value = encodeLatin1(text.value)
  if (!value) return null
  const bytes: PyNode = { kind: 'bytes', value }
  encoded.set(text, bytes)
  return bytes
}

function callOf(instance: PyInstance, of: PyClass, before: PyNode[]): PyNode {
  const more: [string, PyNode][] = []
  if (instance.kwargs) more.push(['kwargs', instance.kwargs])
  const state = stateOf(instance)
  if (state) more.push(['state', state])
  if (instance.items.length > 0) more.push(['items', { kind: 'sequence', type: 'list', items: instance.items }])
  if (instance.pairs.length > 0) more.push(['mapping', { kind: 'mapping', pairs: instance.pairs }])
  return objectNode({ module: of.module, name: of.name, args: [...before, ...instance.args], more })
}

/** The attributes in one mapping where they come as such: `__dict__`, and `(__dict__, slots)`. */
function stateOf({ states }: PyInstance): PyNode | null {
  const [first] = states
  if (!first) return null
  const pairs: [PyNode, PyNode][] = []
  for (const state of states) {
    const parts =
      state.kind === 'sequence' && state.type === 'tuple' && state.items.length === 2 ? state.items : [state]
    for (const part of parts) {
      if (part.kind === 'mapping') for (const pair of part.pairs) pairs.push(pair)
      else if (part.kind !== 'none')
        return states.length === 1 ? first : { kind: 'sequence', type: 'list', items: states }
    }
  }
  return { kind: 'mapping', pairs }
}

type Simplifier = (instance: PyInstance) => PyNode | null

const simplifiers: Record<string, Simplifier> = {
  'datetime.datetime': ({ args }) => dateTime(args),
  'datetime.date': ({ args: [packed] }) => {
    const bytes = bytesOf(packed)
    return bytes?.length === 4 ? typed('date', dateText(bytes)) : null
  },
  'datetime.time': ({ args: [packed, zone] }) => {
    const bytes = bytesOf(packed)
    const offset = zone ? offsetText(zone) : ''
    return bytes?.length === 6 && offset !== null ? typed('time', timeText(bytes) + offset) : null
  },
  'datetime.timedelta': ({ args }) => {
    const names = ['days', 'seconds', 'microseconds']
    if (args.length !== 3 || args.some((arg) => arg.kind !== 'number')) return null
    const pairs = args.map((arg, i): [PyNode, PyNode] => [strNode(names[i] ?? ''), arg])
    return { kind: 'typed', type: 'timedelta', value: { kind: 'mapping', pairs } }
  },
  'decimal.Decimal': ({ args: [digits] }) =>
    digits?.kind === 'str' ? { kind: 'typed', type: 'decimal', value: digits } : null,
  'uuid.UUID': uuid,
  'builtins.complex': ({ args: [real, imag] }) => {
    if (real?.kind !== 'number' || imag?.kind !== 'number') return null
    const pairs: [PyNode, PyNode][] = [
      [strNode('real'), real],
      [strNode('imag'), imag],
    ]
    return { kind: 'typed', type: 'complex', value: { kind: 'mapping', pairs } }
  },
  'builtins.set': ({ args, items }) => collection('set', args, items),
  'builtins.frozenset': ({ args, items }) => collection('frozenset', args, items),
  'builtins.bytes': ({ args }) => (args.length === 0 ? { kind: 'bytes', value: new Uint8Array(0) } : null),
  'builtins.bytearray': (instance) => {
    const [content] = instance.args
    if (!content) return { kind: 'bytes', value: new Uint8Array(0) }
    return content.kind === 'bytes' && instance.args.length === 1 ? content : latin1Bytes(instance)
  },
  'collections.OrderedDict': ordered,
  // How protocols 0 and 1 make an object without calling its class: (class, base, value for the base).
  'copyreg._reconstructor': (instance) => {
    const [of, base, value] = instance.args
    if (of?.kind !== 'class' || base?.kind !== 'class') return null
    return simplifyInstance({ ...instance, of, args: base.name === 'object' || !value ? [] : [value] })
  },
  'copyreg.__newobj__': (instance) => {
    const [of, ...args] = instance.args
    // One such call inside another would be read by recursion, as deep as there are arguments.
    return of?.kind === 'class' && of.module !== 'copyreg' ? simplifyInstance({ ...instance, of, args }) : null
  },
}

function typed(type: string, text: string): PyNode {
  return { kind: 'typed', type, value: strNode(text) }
}

function collection(type: 'set' | 'frozenset', [content]: PyNode[], added: PyNode[]): PyNode | null {
  if (content && content.kind !== 'sequence') return null
  return { kind: 'sequence', type, items: content ? [...content.items, ...added] : added }
}

/** A plain mapping keeps its order in JSON text too. Python 2 writes the pairs as an argument. */
function ordered({ args: [content], pairs, states }: PyInstance): PyNode | null {
  if (states.length > 0) return null
  const all: [PyNode, PyNode][] = []
  if (content) {
    if (content.kind !== 'sequence') return null
    for (const pair of content.items) {
      if (pair.kind !== 'sequence') return null
      const [key, value] = pair.items
      if (!key || !value || pair.items.length !== 2) return null
      all.push([key, value])
    }
  }
  for (const pair of pairs) all.push(pair)
  return { kind: 'mapping', pairs: all }
}

/** UUIDs keep one integer, `{int: n}`. */
function uuid(instance: PyInstance): PyNode | null {
  const state = stateOf(instance)
  const pair = state?.kind === 'mapping' ? state.pairs.find(([key]) => key.kind === 'str' && key.value === 'int') : null
  const number = pair?.[1]
  if (number?.kind !== 'number' || !/^\d{1,39}$/.test(number.text)) return null
  const hex = BigInt(number.text).toString(16).padStart(32, '0')
  if (hex.length !== 32) return null
  return { kind: 'typed', type: 'uuid', value: { kind: 'mapping', pairs: [[strNode('hex'), strNode(hex)]] } }
}

/** Ten bytes: year (2, big-endian), month, day, hour, minute, second, microsecond (3); then perhaps a time zone. */
function dateTime([packed, zone]: PyNode[]): PyNode | null {
  const bytes = bytesOf(packed)
  if (bytes?.length !== 10) return null
  const text = `${dateText(bytes)}T${timeText(bytes.subarray(4))}`
  const offset = zone ? offsetText(zone) : ''
  if (offset !== null) return typed('datetime', text + offset)
  // A zone known by name only, as of zoneinfo: its offset at that time is not in the document.
  return objectNode({ module: 'datetime', name: 'datetime', args: [strNode(text), zone ?? pyNone], more: [] })
}

/** Python 2 writes packed bytes as a byte string, and Python 3 at protocol 2 as text that was Latin-1 encoded. */
function bytesOf(node: PyNode | undefined): Uint8Array | null {
  if (node?.kind === 'bytes') return node.value
  if (node?.kind === 'str') return node.bytes ?? encodeLatin1(node.value)
  return null
}

// The highest bit of the month marks the second of two equal times when clocks go back; isoformat does not show it.
function dateText(bytes: Uint8Array): string {
  const [high = 0, low = 0, month = 0, day = 0] = bytes
  return `${String(high * 256 + low).padStart(4, '0')}-${two(month & 0x7f)}-${two(day)}`
}

function timeText(bytes: Uint8Array): string {
  const [hour = 0, minute = 0, second = 0, a = 0, b = 0, c = 0] = bytes
  const micros = a * 65536 + b * 256 + c
  return `${two(hour & 0x7f)}:${two(minute)}:${two(second)}${micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`}`
}

/** "+02:00", or null for a zone whose offset is not written down. */
function offsetText(zone: PyNode): string | null {
  if (zone.kind === 'none') return ''
  if (zone.kind !== 'instance' || zone.of.kind !== 'class') return null
  const [first, second] = zone.args
  switch (`${zone.of.module}.${zone.of.name}`) {
    case 'datetime.timezone':
      return first?.kind === 'instance' ? deltaOffset(first) : null
    case 'pytz._UTC':
    case 'pytz.UTC':
    case 'dateutil.tz.tz.tzutc':
    case 'kombu.utils.json._UTC':
    case 'celery.utils.iso8601.Utc':
    case 'django.utils.timezone.UTC':
      return '+00:00'
    case 'pytz._p':
      return second?.kind === 'number' ? secondsOffset(Number(second.text)) : null
    case 'pytz.FixedOffset':
    case 'pytz._FixedOffset':
      return first?.kind === 'number' ? secondsOffset(Number(first.text) * 60) : null
    default:
      return null
  }
}

function deltaOffset({ of, args: [days, seconds] }: PyInstance): string | null {
  if (of.kind !== 'class' || of.name !== 'timedelta' || days?.kind !== 'number' || seconds?.kind !== 'number')
    return null
  return secondsOffset(Number(days.text) * 86_400 + Number(seconds.text))
}

function secondsOffset(seconds: number): string | null {
  if (!Number.isInteger(seconds) || Math.abs(seconds) >= 86_400) return null
  const magnitude = Math.abs(seconds)
  const rest = magnitude % 60 === 0 ? '' : `:${two(magnitude % 60)}`
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(magnitude / 3600))}:${two(Math.floor(magnitude / 60) % 60)}${rest}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
