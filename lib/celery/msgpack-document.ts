import { ByteInput } from './byte-input'
import { describeNode } from './describe-node'
import {
  mostValues,
  numberNode,
  type PyMapping,
  type PyNode,
  type PySequence,
  pyFalse,
  pyNone,
  pyTrue,
  strNode,
  tooManyValues,
} from './py-node'
import { floatText, type PyValue } from './py-value'
import { maxJsonDepth } from './python-json'
import type { SkimLimits } from './skim-limits'
import { decodeUtf8 } from './text-bytes'

export type ReadMsgpack =
  | { kind: 'parsed'; value: PyValue; cut: Set<string> }
  | { kind: 'problem'; code: 'bad_msgpack' | 'too_deep' | 'too_large' | 'truncated'; message: string }

/**
 * Reads one msgpack value. 64-bit integers stay exact, floats stay floats (2.0 is not 2), text and bytes are kept apart,
 * and keys may be of any type, which JavaScript's usual decoders give up. Never throws.
 */
export function readMsgpack(bytes: Uint8Array): ReadMsgpack {
  const reader = new MsgpackReader(null)
  reader.feed(bytes)
  return reader.finish()
}

const mostKeys = 1_000

type Open = { node: PySequence | PyMapping; left: number; key: PyNode | null; kept: boolean }

/** The same for bytes that come in pieces; with limits, only the beginnings of large values are kept. */
export class MsgpackReader {
  readonly #input = new ByteInput()
  readonly #skim: SkimLimits | null
  readonly #open: Open[] = []
  #members = Number.POSITIVE_INFINITY
  #values = 0
  #root: PyNode | null = null
  #fault: Extract<ReadMsgpack, { kind: 'problem' }> | null = null

  constructor(skim: SkimLimits | null) {
    this.#skim = skim
  }

  /** True when no further bytes are wanted. */
  feed(chunk: Uint8Array): boolean {
    if (this.#fault) return true
    this.#input.feed(chunk)
    return this.#input.run(() => this.#step()) && this.#fault !== null
  }

  finish(): ReadMsgpack {
    if (this.#fault) return this.#fault
    if (!this.#root || this.#open.length > 0) {
      return { kind: 'problem', code: 'truncated', message: 'it ends before the document does' }
    }
    const outcome = describeNode(this.#root)
    return outcome.kind === 'problem' ? outcome : { ...outcome, kind: 'parsed' }
  }

  #step(): boolean {
    const byte = this.#input.byte()
    if (this.#root && this.#open.length === 0) return this.#fail('it goes on after its end')
    if (!this.#skim && ++this.#values > mostValues) return this.#fail(tooManyValues, 'too_large')
    if (byte <= 0x7f) return this.#place(numberNode(byte))
    if (byte <= 0x8f) return this.#map(byte & 0x0f)
    if (byte <= 0x9f) return this.#array(byte & 0x0f)
    if (byte <= 0xbf) return this.#text(byte & 0x1f)
    if (byte >= 0xe0) return this.#place(numberNode(byte - 0x100))
    return this.#typed(byte)
  }

  #typed(byte: number): boolean {
    const input = this.#input
    switch (byte) {
      case 0xc0:
        return this.#place(pyNone)
      case 0xc2:
        return this.#place(pyFalse)
      case 0xc3:
        return this.#place(pyTrue)
      case 0xc4:
        return this.#bytes(input.uint(1, false))
      case 0xc5:
        return this.#bytes(input.uint(2, false))
      case 0xc6:
        return this.#bytes(input.uint(4, false))
      case 0xc7:
        return this.#extension(input.uint(1, false))
      case 0xc8:
        return this.#extension(input.uint(2, false))
      case 0xc9:
        return this.#extension(input.uint(4, false))
      case 0xca:
        return this.#place(numberNode(floatText(input.view(4).getFloat32(0, false))))
      case 0xcb:
        return this.#place(numberNode(floatText(input.view(8).getFloat64(0, false))))
      case 0xcc:
        return this.#place(numberNode(input.uint(1, false)))
      case 0xcd:
        return this.#place(numberNode(input.uint(2, false)))
      case 0xce:
        return this.#place(numberNode(input.uint(4, false)))
      case 0xcf:
        return this.#place(numberNode(input.view(8).getBigUint64(0, false)))
      case 0xd0:
        return this.#place(numberNode(input.view(1).getInt8(0)))
      case 0xd1:
        return this.#place(numberNode(input.view(2).getInt16(0, false)))
      case 0xd2:
        return this.#place(numberNode(input.view(4).getInt32(0, false)))
      case 0xd3:
        return this.#place(numberNode(input.view(8).getBigInt64(0, false)))
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (byte - 0xd4))
      case 0xd9:
        return this.#text(input.uint(1, false))
      case 0xda:
        return this.#text(input.uint(2, false))
      case 0xdb:
        return this.#text(input.uint(4, false))
      case 0xdc:
        return this.#array(input.uint(2, false))
      case 0xdd:
        return this.#array(input.uint(4, false))
      case 0xde:
        return this.#map(input.uint(2, false))
      case 0xdf:
        return this.#map(input.uint(4, false))
      default:
        return this.#fail('it holds the byte 0xc1, which means nothing')
    }
  }

  #text(length: number): boolean {
    const kept = this.#payload(length)
    const value = decodeUtf8(kept)
    if (kept.length < length) {
      // The cut may go through a character, so that the beginning alone is no UTF-8.
      return this.#place({ kind: 'str', value: value ?? new TextDecoder().decode(kept), cut: true })
    }
    return this.#place(value === null ? { kind: 'bytes', value: kept } : strNode(value))
  }

  #bytes(length: number): boolean {
    const value = this.#payload(length)
    return this.#place(value.length < length ? omittedBytes(length) : { kind: 'bytes', value })
  }

  #extension(length: number): boolean {
    const type = this.#input.view(1).getInt8(0)
    const value = this.#payload(length)
    const data: PyNode = value.length < length ? omittedBytes(length) : { kind: 'bytes', value }
    const pairs: [PyNode, PyNode][] = [
      [strNode('type'), numberNode(type)],
      [strNode('data'), data],
    ]
    return this.#place({ kind: 'typed', type: 'extension', value: { kind: 'mapping', pairs } })
  }

  #payload(length: number): Uint8Array {
    return this.#skim ? this.#input.head(length, this.#skim.stringBytes) : this.#input.bytes(length)
  }

  #array(length: number): boolean {
    return this.#begin({ kind: 'sequence', type: 'list', items: [] }, length)
  }

  #map(length: number): boolean {
    return this.#begin({ kind: 'mapping', pairs: [] }, length * 2)
  }

  #begin(node: PySequence | PyMapping, left: number): boolean {
    if (this.#open.length >= maxJsonDepth)
      return this.#fail(`it is nested deeper than ${maxJsonDepth} levels`, 'too_deep')
    const kept = this.#keep(node)
    if (left > 0) this.#open.push({ node, left, key: null, kept })
    else this.#close()
    return true
  }

  #place(node: PyNode): boolean {
    this.#keep(node)
    this.#close()
    return true
  }

  /** Puts a value where it belongs, unless there is no more room for it. */
  #keep(node: PyNode): boolean {
    const parent = this.#open.at(-1)
    if (!parent) {
      this.#root = node
      return true
    }
    // Every field of the document has its own allowance.
    if (this.#skim && this.#open.length === 1) this.#members = this.#skim.membersPerField
    parent.left--
    if (parent.node.kind === 'mapping' && parent.key === null) {
      parent.key = node
      return true
    }
    // Of the document and of a result, which may be an exception with its type at the end, all keys are wanted.
    const wanted = this.#open.length <= 2 && parent.node.kind === 'mapping' && parent.node.pairs.length < mostKeys
    const kept = parent.kept && (this.#members > 0 || wanted)
    if (kept && parent.node.kind === 'sequence') parent.node.items.push(node)
    if (kept && parent.node.kind === 'mapping') parent.node.pairs.push([parent.key ?? pyNone, node])
    if (kept) this.#members--
    else parent.node.cut = true
    parent.key = null
    return kept
  }

  #close(): void {
    while (this.#open.at(-1)?.left === 0) this.#open.pop()
  }

  #fail(message: string, code: 'bad_msgpack' | 'too_deep' | 'too_large' = 'bad_msgpack'): false {
    this.#fault = { kind: 'problem', code, message: `${message} (before byte ${this.#input.position})` }
    return false
  }
}

function omittedBytes(length: number): PyNode {
  return { kind: 'omitted', text: `${length} bytes` }
}
