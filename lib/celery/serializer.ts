/** The result serializers Celery ships, as `result_serializer` names them. */
export type Serializer = 'json' | 'pickle' | 'yaml' | 'msgpack'

/**
 * Which serializer wrote a result document, by its first bytes: nothing else on the object says so
 * (docs/celery-wire-format.md, B.6). null: none of them; the object is foreign.
 */
export function sniffSerializer(bytes: Uint8Array): Serializer | null {
  const [first = 0, second = 0] = bytes
  if (first === 0x7b) return 'json'
  if (first === 0x80 && second >= 2 && second <= 5) return 'pickle'
  // Protocols 0 and 1 say nothing of themselves; their mappings begin with "(dp" and "}q".
  if (first === 0x28 && second === 0x64) return 'pickle'
  if (first === 0x7d && second === 0x71) return 'pickle'
  if ((first >= 0x81 && first <= 0x8f) || first === 0xde || first === 0xdf) return 'msgpack'
  return isLetter(first) ? 'yaml' : null
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
}
