const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
const encoder = new TextEncoder()
const latin1Block = 8192

/**
 * The text, or null where the bytes are not UTF-8. A leading byte order mark is kept as a character. No fatal decoder:
 * its exception costs microseconds, and a hostile pickle holds a million of such strings.
 */
export function decodeUtf8(bytes: Uint8Array): string | null {
  if (bytes.length <= 32) {
    const ascii = shortAscii(bytes)
    if (ascii !== null) return ascii
  }
  const text = lenient.decode(bytes)
  return !text.includes('\ufffd') || equalBytes(encoder.encode(text), bytes) ? text : null
}

/** Short keys and words are most of what a pickle holds, and calling the decoder costs more than they do. */
function shortAscii(bytes: Uint8Array): string | null {
  let text = ''
  for (const byte of bytes) {
    if (byte >= 0x80) return null
    text += String.fromCharCode(byte)
  }
  return text
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** One character a byte, U+0000 to U+00FF. */
export function decodeLatin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += latin1Block) {
    text += String.fromCharCode(...bytes.subarray(at, at + latin1Block))
  }
  return text
}

/** null where the text has a character above U+00FF. */
export function encodeLatin1(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0xff) return null
    bytes[i] = code
  }
  return bytes
}

/**
 * UTF-8 as Python's `surrogatepass` writes it: lone surrogates as three bytes each, which no standard decoder takes.
 * What is still not UTF-8 becomes U+FFFD.
 */
export function decodeSurrogatePass(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes)
  if (text !== null) return text
  const parts: string[] = []
  let from = 0
  for (let at = 0; at + 2 < bytes.length; at++) {
    const [first = 0, second = 0, third = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]]
    if (first !== 0xed || second < 0xa0 || second > 0xbf || third < 0x80 || third > 0xbf) continue
    parts.push(lenient.decode(bytes.subarray(from, at)))
    parts.push(String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | (third & 0x3f)))
    at += 2
    from = at + 1
  }
  parts.push(lenient.decode(bytes.subarray(from)))
  return parts.join('')
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(decodeLatin1(bytes))
}

/** null where the text is no base64; white space between the characters is ignored. */
export function fromBase64(text: string): Uint8Array | null {
  try {
    return encodeLatin1(atob(text))
  } catch {
    return null
  }
}

/** Up to 64 first bytes as lower-case hex, for the record of a problem. */
export function firstBytesHex(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 64), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
