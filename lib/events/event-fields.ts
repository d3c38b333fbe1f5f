/** Reading of foreign JSON, field by field. */
export type Fields = Record<string, unknown>

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

/** Text of at most so many UTF-16 units, not empty. */
export function textOf(value: unknown, longest: number): string | null {
  return typeof value === 'string' && value !== '' && value.length <= longest ? value : null
}

/** Epoch milliseconds of an ISO time, or null. */
export function timeOf(value: unknown): number | null {
  const ms = typeof value === 'string' && value.length <= 40 ? Date.parse(value) : Number.NaN
  return Number.isFinite(ms) && ms >= 0 ? ms : null
}

export function sizeOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

/** S3's longest key in bytes of UTF-8. */
const longestKeyBytes = 1024

/** A key that S3 could have, or null. */
export function keyOf(value: unknown): string | null {
  const key = textOf(value, longestKeyBytes)
  return key !== null && !/\p{Surrogate}/u.test(key) && Buffer.byteLength(key) <= longestKeyBytes ? key : null
}

/** The ETag without quotes, however it was written. */
export function etagOf(value: unknown): string | null {
  return textOf(value, 200)?.replace(/^"|"$/g, '') ?? null
}

/** application/x-www-form-urlencoded, or null where it is not: every encoded byte is at most three characters long. */
export function formTextOf(value: unknown): string | null {
  const text = textOf(value, 3 * 1024)
  if (text === null) return null
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return null
  }
}
