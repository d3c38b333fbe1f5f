import type { PyStr } from './py-node'
import { decodeLatin1, decodeUtf8, encodeLatin1 } from './text-bytes'

const letters: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
}

/** A Python 2 byte string, which may be text: UTF-8, else Latin-1. The bytes are kept for those it was not. */
export function byteString(bytes: Uint8Array): PyStr {
  return { kind: 'str', value: decodeUtf8(bytes) ?? decodeLatin1(bytes), bytes }
}

/** The line of a protocol 0 string: a Python 2 literal in quotes with backslash escapes. null where it is none. */
export function unquoteByteString(line: Uint8Array): PyStr | null {
  const quoted = /^(['"])([\s\S]*)\1\s*$/.exec(decodeLatin1(line))
  if (!quoted) return null
  const text = (quoted[2] ?? '').replace(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|[\s\S])/g, (_, code: string) => {
    if (/^x./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff)
    return letters[code] ?? code
  })
  const bytes = encodeLatin1(text)
  return bytes && byteString(bytes)
}

/** The line of a protocol 0 text: Latin-1, in which only \u and \U escape. */
export function rawUnicodeEscape(line: Uint8Array): string {
  return decodeLatin1(line).replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g, (whole, short, long) => {
    const code = Number.parseInt(short ?? long, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Little-endian two's complement of any length, as pickled integers are. */
export function littleEndianInteger(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n
  let hex = ''
  for (let i = bytes.length - 1; i >= 0; i--) hex += (bytes[i] ?? 0).toString(16).padStart(2, '0')
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`))
}
