import { ByteInput } from './byte-input'
import { latin1Bytes } from './pickle-objects'
import { omitted, PickleFault, PickleStack } from './pickle-stack'
import { byteString, littleEndianInteger, rawUnicodeEscape, unquoteByteString } from './pickle-text'
import {
  numberNode,
  type PyClass,
  type PyInstance,
  type PyNode,
  pyFalse,
  pyNone,
  pyTrue,
  type SequenceType,
  strNode,
} from './py-node'
import { floatText } from './py-value'
import type { SkimLimits } from './skim-limits'
import { decodeSurrogatePass } from './text-bytes'
import { cutText } from './value-text'

/** Bytes of an integer. To write one in decimal digits takes more than linear time. */
const longestInteger = 50_000
const longestDecimal = 200_000
const longestName = 500
/** Python 2's names of modules, as its protocols and Python 3's protocol 2 write them. */
const oldModules: Record<string, string> = { __builtin__: 'builtins', exceptions: 'builtins', copy_reg: 'copyreg' }

/**
 * Pickle's stack machine, protocols 0 to 5, with everything taken out that could act: no class is looked up and nothing is
 * called. A call becomes a PyInstance, that is "this class with these arguments". Only `_codecs.encode` (how bytes are
 * written at protocol 2) and `getattr` on a class (nested classes) are understood, as text.
 *
 * Memory is linear in the input. With `skim` it is bounded: long strings keep their beginning, and containers stop
 * growing once a field of the document has used up its members.
 */
export class PickleMachine {
  readonly #input = new ByteInput()
  readonly #stack: PickleStack
  #protocol = 0
  #outcome: PyNode | null = null

  constructor(skim: SkimLimits | null = null) {
    this.#stack = new PickleStack(skim)
  }

  /** Takes the next bytes. True when the pickle has ended; what follows it is ignored, as Python does. */
  feed(chunk: Uint8Array): boolean {
    if (this.#outcome) return true
    this.#input.feed(chunk)
    return this.#input.run(() => this.#step(this.#input.byte()))
  }

  /** The unpickled graph, or null where the bytes ended before the pickle did. */
  get outcome(): PyNode | null {
    return this.#outcome
  }

  get position(): number {
    return this.#input.position
  }

  #step(op: number): boolean {
    this.#stack.watch()
    const input = this.#input
    switch (op) {
      case 0x2e: // STOP
        this.#outcome = this.#stack.pop()
        return false
      case 0x80: // PROTO
        this.#protocol = input.byte()
        if (this.#protocol > 5) throw new PickleFault('bad_pickle', `protocol ${this.#protocol}, which is not known`)
        return true
      case 0x95: // FRAME
        input.view(8)
        return true
      case 0x28: // MARK
        return this.#stack.mark()
      case 0x30: // POP
        return this.#stack.drop()
      case 0x31: // POP_MARK
        this.#stack.popMark()
        return true
      case 0x32: // DUP
        return this.#stack.push(this.#stack.top())
      case 0x4e: // NONE
        return this.#stack.push(pyNone)
      case 0x88: // NEWTRUE
        return this.#stack.push(pyTrue)
      case 0x89: // NEWFALSE
        return this.#stack.push(pyFalse)
      default:
        return this.#number(op) || this.#text(op) || this.#container(op) || this.#memoOp(op) || this.#object(op)
    }
  }

  #number(op: number): boolean {
    const input = this.#input
    switch (op) {
      case 0x4a: // BININT
        return this.#stack.push(numberNode(input.view(4).getInt32(0, true)))
      case 0x4b: // BININT1
        return this.#stack.push(numberNode(input.byte()))
      case 0x4d: // BININT2
        return this.#stack.push(numberNode(input.uint(2, true)))
      case 0x8a: // LONG1
        return this.#stack.push(this.#long(input.byte()))
      case 0x8b: // LONG4
        return this.#stack.push(this.#long(input.uint(4, true)))
      case 0x47: // BINFLOAT
        return this.#stack.push(numberNode(floatText(input.view(8).getFloat64(0, false))))
      case 0x49: // INT
        return this.#stack.push(this.#decimal(this.#line(), true))
      case 0x4c: // LONG
        return this.#stack.push(this.#decimal(this.#line().replace(/L$/, ''), false))
      case 0x46: // FLOAT
        return this.#stack.push(numberNode(floatOf(this.#line())))
      default:
        return false
    }
  }

  #text(op: number): boolean {
    const input = this.#input
    switch (op) {
      case 0x8c: // SHORT_BINUNICODE
        return this.#stack.push(this.#unicode(input.byte()))
      case 0x58: // BINUNICODE
        return this.#stack.push(this.#unicode(input.uint(4, true)))
      case 0x8d: // BINUNICODE8
        return this.#stack.push(this.#unicode(input.uint(8, true)))
      case 0x55: // SHORT_BINSTRING
        return this.#stack.push(byteString(this.#payload(input.byte())))
      case 0x54: // BINSTRING
        return this.#stack.push(byteString(this.#payload(input.uint(4, true))))
      case 0x43: // SHORT_BINBYTES
        return this.#stack.push({ kind: 'bytes', value: this.#payload(input.byte()) })
      case 0x42: // BINBYTES
        return this.#stack.push({ kind: 'bytes', value: this.#payload(input.uint(4, true)) })
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        return this.#stack.push({ kind: 'bytes', value: this.#payload(input.uint(8, true)) })
      case 0x56: // UNICODE
        return this.#stack.push(strNode(rawUnicodeEscape(this.#lineBytes())))
      case 0x53: {
        // STRING
        const text = unquoteByteString(this.#lineBytes())
        if (!text) throw new PickleFault('bad_pickle', 'a string without quotes')
        return this.#stack.push(text)
      }
      default:
        return false
    }
  }

  #container(op: number): boolean {
    switch (op) {
      case 0x5d: // EMPTY_LIST
        return this.#stack.push({ kind: 'sequence', type: 'list', items: [] })
      case 0x29: // EMPTY_TUPLE
        return this.#stack.push({ kind: 'sequence', type: 'tuple', items: [] })
      case 0x8f: // EMPTY_SET
        return this.#stack.push({ kind: 'sequence', type: 'set', items: [] })
      case 0x7d: // EMPTY_DICT
        return this.#stack.push({ kind: 'mapping', pairs: [] })
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        return this.#stack.push(this.#sequence('tuple', this.#stack.popMany(op - 0x84)))
      case 0x74: // TUPLE
        return this.#stack.push(this.#sequence('tuple', this.#stack.popMark()))
      case 0x6c: // LIST
        return this.#stack.push(this.#sequence('list', this.#stack.popMark()))
      case 0x91: // FROZENSET
        return this.#stack.push(this.#sequence('frozenset', this.#stack.popMark()))
      case 0x64: {
        // DICT
        const members = this.#stack.popMark()
        this.#stack.push({ kind: 'mapping', pairs: [] })
        return this.#stack.setItems(members)
      }
      case 0x61: // APPEND
        return this.#stack.addItems(this.#stack.popMany(1))
      case 0x65: // APPENDS
      case 0x90: // ADDITEMS
        return this.#stack.addItems(this.#stack.popMark())
      case 0x73: // SETITEM
        return this.#stack.setItems(this.#stack.popMany(2))
      case 0x75: // SETITEMS
        return this.#stack.setItems(this.#stack.popMark())
      default:
        return false
    }
  }

  #memoOp(op: number): boolean {
    const input = this.#input
    switch (op) {
      case 0x94: // MEMOIZE
        return this.#stack.remember(this.#stack.memoized)
      case 0x71: // BINPUT
        return this.#stack.remember(input.byte())
      case 0x72: // LONG_BINPUT
        return this.#stack.remember(input.uint(4, true))
      case 0x70: // PUT
        return this.#stack.remember(this.#index())
      case 0x68: // BINGET
        return this.#stack.recall(input.byte())
      case 0x6a: // LONG_BINGET
        return this.#stack.recall(input.uint(4, true))
      case 0x67: // GET
        return this.#stack.recall(this.#index())
      default:
        return false
    }
  }

  #object(op: number): boolean {
    const input = this.#input
    switch (op) {
      case 0x63: {
        // GLOBAL
        const module = this.#line()
        return this.#stack.push(this.#class(module, this.#line()))
      }
      case 0x93: {
        // STACK_GLOBAL
        const [module, name] = this.#stack.popMany(2)
        if (module?.kind !== 'str' || name?.kind !== 'str')
          throw new PickleFault('bad_pickle', 'a class without a name')
        return this.#stack.push(this.#class(module.value, name.value))
      }
      case 0x52: {
        // REDUCE
        const [of = pyNone, args = pyNone] = this.#stack.popMany(2)
        return this.#stack.push(this.#call(of, args))
      }
      case 0x81: {
        // NEWOBJ
        const [of = pyNone, args = pyNone] = this.#stack.popMany(2)
        return this.#stack.push(this.#instance(of, itemsOf(args), null))
      }
      case 0x92: {
        // NEWOBJ_EX
        const [of = pyNone, args = pyNone, kwargs = pyNone] = this.#stack.popMany(3)
        return this.#stack.push(this.#instance(of, itemsOf(args), kwargs))
      }
      case 0x69: {
        // INST
        const module = this.#line()
        const of = this.#class(module, this.#line())
        return this.#stack.push(this.#instance(of, this.#stack.popMark(), null))
      }
      case 0x6f: {
        // OBJ
        const [of = pyNone, ...args] = this.#stack.popMark()
        return this.#stack.push(this.#instance(of, args, null))
      }
      case 0x62: {
        // BUILD
        const [state = pyNone] = this.#stack.popMany(1)
        const top = this.#stack.top()
        if (top.kind === 'instance') {
          if (this.#stack.spend(1)) top.states.push(state)
        } else if (top.kind !== 'omitted')
          throw new PickleFault('bad_pickle', 'attributes for something that is no object')
        return true
      }
      case 0x50: // PERSID
        return this.#stack.push(this.#named('persistent id', strNode(this.#line())))
      case 0x51: // BINPERSID
        return this.#stack.push(this.#named('persistent id', this.#stack.pop()))
      case 0x82: // EXT1
        return this.#stack.push(this.#named('extension', numberNode(input.byte())))
      case 0x83: // EXT2
        return this.#stack.push(this.#named('extension', numberNode(input.uint(2, true))))
      case 0x84: // EXT4
        return this.#stack.push(this.#named('extension', numberNode(input.uint(4, true))))
      case 0x97: // NEXT_BUFFER
        return this.#stack.push({ kind: 'omitted', text: 'a buffer that was kept outside the pickle' })
      case 0x98: // READONLY_BUFFER
        return true
      default:
        throw new PickleFault('bad_pickle', `the unknown instruction 0x${op.toString(16).padStart(2, '0')}`)
    }
  }

  #call(of: PyNode, args: PyNode): PyNode {
    const instance = this.#instance(of, itemsOf(args), null)
    if (instance.kind !== 'instance' || of.kind !== 'class') return instance
    const name = `${of.module}.${of.name}`
    if (name === '_codecs.encode') return latin1Bytes(instance) ?? instance
    if (name !== 'builtins.getattr') return instance
    const [owner, attribute] = instance.args
    if (owner?.kind !== 'class' || attribute?.kind !== 'str') return instance
    return { kind: 'class', module: owner.module, name: shortName(`${owner.name}.${attribute.value}`) }
  }

  #instance(of: PyNode, args: PyNode[], kwargs: PyNode | null): PyInstance | PyNode {
    if (!this.#stack.spend(args.length + 1)) return omitted('an object')
    return { kind: 'instance', of, args, kwargs, states: [], items: [], pairs: [] }
  }

  #named(name: string, argument: PyNode): PyNode {
    return this.#instance({ kind: 'class', module: '', name }, [argument], null)
  }

  #class(module: string, name: string): PyClass {
    const renamed = this.#protocol < 3 && Object.hasOwn(oldModules, module) ? oldModules[module] : undefined
    return { kind: 'class', module: shortName(renamed ?? module), name: shortName(name) }
  }

  #sequence(type: SequenceType, items: PyNode[]): PyNode {
    if (this.#stack.spend(items.length + 1)) return { kind: 'sequence', type, items }
    return omitted(`a ${type} of ${items.length}`)
  }

  #unicode(length: number): PyNode {
    const kept = this.#payload(length)
    return { kind: 'str', value: decodeSurrogatePass(kept), ...(kept.length < length ? { cut: true } : {}) }
  }

  #payload(length: number): Uint8Array {
    return this.#stack.skim ? this.#input.head(length, this.#stack.skim.stringBytes) : this.#input.bytes(length)
  }

  #long(length: number): PyNode {
    if (length <= longestInteger) return numberNode(littleEndianInteger(this.#input.bytes(length)))
    this.#input.head(length, 0)
    return omitted(`an integer of ${length} bytes`)
  }

  #decimal(text: string, isBool: boolean): PyNode {
    if (isBool && (text === '00' || text === '01')) return text === '01' ? pyTrue : pyFalse
    const number = text.trim()
    if (number.length > longestDecimal) return omitted(`an integer of ${number.length} digits`)
    // One pattern for the zeros and the digits would try every way to part them.
    if (!/^[+-]?\d+$/.test(number)) throw new PickleFault('bad_pickle', 'an integer without digits')
    let start = /^[+-]/.test(number) ? 1 : 0
    while (start < number.length - 1 && number[start] === '0') start++
    const digits = number.slice(start)
    return numberNode(number.startsWith('-') && digits !== '0' ? `-${digits}` : digits)
  }

  #index(): number {
    const text = this.#line()
    if (!/^\d{1,15}$/.test(text)) throw new PickleFault('bad_pickle', 'a memo entry without a number')
    return Number(text)
  }

  #line(): string {
    return decodeSurrogatePass(this.#lineBytes())
  }

  #lineBytes(): Uint8Array {
    const line = this.#input.line(this.#stack.skim ? this.#stack.skim.stringBytes : Number.POSITIVE_INFINITY)
    if (!line) throw new PickleFault('too_large', 'a line of text too long to hold')
    return line
  }
}

/** Every object repeats the name of its class. */
function shortName(name: string): string {
  return name.length > longestName ? cutText(name, longestName) : name
}

/** Arguments come as a tuple; a hostile pickle may give anything. */
function itemsOf(args: PyNode): PyNode[] {
  return args.kind === 'sequence' ? args.items : [args]
}

function floatOf(text: string): string {
  const trimmed = text.trim().toLowerCase()
  const special: Record<string, string> = { nan: 'NaN', inf: 'Infinity', '-inf': '-Infinity', '+inf': 'Infinity' }
  if (Object.hasOwn(special, trimmed)) return special[trimmed] ?? 'NaN'
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/.test(trimmed))
    throw new PickleFault('bad_pickle', 'a number without digits')
  return floatText(Number(trimmed))
}
