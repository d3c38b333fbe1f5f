/** Plain data that the tests write as pickles. */
export type Picklable = null | boolean | bigint | string | Picklable[] | { [key: string]: Picklable }

/** A pickle of protocol 2, 3 or 4 as Python's pickler would write it, apart from its memo, which only tuples need. */
export function pickled(value: Picklable, protocol: number): Uint8Array {
  const out: number[] = [0x80, protocol]
  write(value, protocol, out)
  out.push(0x2e)
  return Uint8Array.from(out)
}

function write(value: Picklable, protocol: number, out: number[]): void {
  if (value === null) out.push(0x4e)
  else if (typeof value === 'boolean') out.push(value ? 0x88 : 0x89)
  else if (typeof value === 'bigint') writeInteger(value, out)
  else if (typeof value === 'string') writeText(value, protocol, out)
  else if (Array.isArray(value)) {
    out.push(0x5d, 0x71, 0, 0x28)
    for (const item of value) write(item, protocol, out)
    out.push(0x65)
  } else {
    out.push(0x7d)
    for (const [key, member] of Object.entries(value)) {
      writeText(key, protocol, out)
      write(member, protocol, out)
      out.push(0x73)
    }
  }
}

function writeInteger(value: bigint, out: number[]): void {
  if (value >= 0n && value < 256n) {
    out.push(0x4b, Number(value))
    return
  }
  const length = Math.ceil((value.toString(2).length + 1) / 8) + 1
  out.push(0x8a, length)
  let rest = BigInt.asUintN(length * 8, value)
  for (let i = 0; i < length; i++) {
    out.push(Number(rest & 0xffn))
    rest >>= 8n
  }
}

/** UTF-8 in which lone surrogates are three bytes, as Python pickles them. */
function writeText(text: string, protocol: number, out: number[]): void {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0xd800 && code <= 0xdfff)
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
    else bytes.push(...new TextEncoder().encode(character))
  }
  if (protocol >= 4 && bytes.length < 256) out.push(0x8c, bytes.length)
  else out.push(0x58, bytes.length & 0xff, (bytes.length >> 8) & 0xff, (bytes.length >> 16) & 0xff, 0)
  for (const byte of bytes) out.push(byte)
}
