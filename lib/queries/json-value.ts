import type { JsonValue } from '@/lib/contract/tasks'

/** The largest value an answer carries; the whole is under /raw. Browsers stay quick with a tree of this size. */
export const valueCapBytes = 2_500_000

/** A value's JSON text for the API: cut at the cap, its whole size said. `wholeBytes` where the text is already cut. */
export function jsonValueOf(text: string, wholeBytes?: number): JsonValue {
  const sizeBytes = wholeBytes ?? Buffer.byteLength(text)
  const cut = text.length > valueCapBytes
  return { json: cut ? text.slice(0, valueCapBytes) : text, truncated: cut || wholeBytes !== undefined, sizeBytes }
}
