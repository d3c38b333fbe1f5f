/**
 * Compares two result keys by the bytes of their UTF-8 form, the order in which S3 lists keys. JavaScript compares
 * UTF-16 units, which differs: an emoji (a surrogate pair, U+D800 and up) sorts before U+FFFD there, but after it in
 * bytes. A merge of two listings that disagree about the order would skip rows.
 */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const left = a.charCodeAt(at)
    const right = b.charCodeAt(at)
    if (left !== right) return byteRank(left) - byteRank(right)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above U+FFFF, so they move behind U+E000 to U+FFFF. */
function byteRank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
