import type { PyValue } from '@/lib/celery/py-value'
import { type Document, isException, py, type StoredException } from './documents'

/**
 * Writes a document as kombu's pickle serializer does from 5.1: protocol 4 in one frame. Plain data, and exceptions as
 * their class called with their arguments; that is all the demo has. Without memoization, which readers do not need.
 * Opcodes: https://docs.python.org/3.11/library/pickletools.html
 */
export function toPickleBytes(document: Document): Buffer {
  const body: Buffer[] = []
  body.push(opcode('}'), opcode('('))
  for (const [name, value] of document) {
    writeString(body, name)
    if (isException(value)) writeException(body, value)
    else write(body, value)
  }
  body.push(opcode('u'), opcode('.'))
  const frame = Buffer.concat(body)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(frame.length))
  return Buffer.concat([Buffer.from([0x80, 4]), Buffer.from([0x95]), length, frame])
}

function write(out: Buffer[], value: PyValue): void {
  switch (value.kind) {
    case 'null':
      out.push(opcode('N'))
      break
    case 'bool':
      out.push(Buffer.from([value.value ? 0x88 : 0x89]))
      break
    case 'number':
      out.push(/^-?\d+$/.test(value.text) ? integer(BigInt(value.text)) : double(Number(value.text)))
      break
    case 'string':
      writeString(out, value.value)
      break
    case 'array':
      out.push(opcode(']'), opcode('('))
      for (const item of value.items) write(out, item)
      out.push(opcode('e'))
      break
    case 'object':
      out.push(opcode('}'), opcode('('))
      for (const [key, member] of value.entries) {
        writeString(out, key)
        write(out, member)
      }
      out.push(opcode('u'))
  }
}

/** STACK_GLOBAL, the arguments as a tuple, REDUCE. */
function writeException(out: Buffer[], { type, module, args }: StoredException): void {
  writeString(out, module)
  writeString(out, type)
  out.push(Buffer.from([0x93]), opcode('('))
  for (const arg of args.kind === 'array' ? args.items : [py(null)]) write(out, arg)
  out.push(opcode('t'), opcode('R'))
}

function writeString(out: Buffer[], text: string): void {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  out.push(opcode('X'), length, bytes)
}

/** BININT where it fits into four bytes, else LONG1: little-endian two's complement. */
function integer(value: bigint): Buffer {
  if (BigInt.asIntN(32, value) === value) {
    const bytes = Buffer.alloc(4)
    bytes.writeInt32LE(Number(value))
    return Buffer.concat([opcode('J'), bytes])
  }
  let size = 5
  while (BigInt.asIntN(size * 8, value) !== value) size += 1
  const bytes = Buffer.alloc(size)
  for (let at = 0; at < size; at += 1) bytes[at] = Number((value >> BigInt(8 * at)) & 0xffn)
  return Buffer.concat([Buffer.from([0x8a, size]), bytes])
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return Buffer.concat([opcode('G'), bytes])
}

function opcode(letter: string): Buffer {
  return Buffer.from(letter, 'latin1')
}
